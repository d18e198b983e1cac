#include "quaranta/place/problem.h"
