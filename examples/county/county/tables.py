"""The files of the county: names, headers and how they are written.

Headers are the Chinese labels of the schema or one of their synonyms, as a
county would have them; no two files need to agree.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = dict[str, str]

# A line "Record 文件名" begins a table; "field=表头" pairs follow. Files are written
# in this order.
_LAYOUT = """
Region 地区
  id=编号 name=县区名称 level=行政级别 zone=时区 population=人口
  population_basis=人口依据 population_as_of=人口统计日期 rooms_standard=每万人间数
  rooms_reported=上报隔离房间数 risk_level=风险等级 tracers=流调队员数
Site 隔离点
  id=编号 name=隔离点名称 region_id=所属地区 status=启用状态 level=点位级别
  kind=场所类型 host_type=所在单位性质 grade=接收等级 tier=启用梯队
  activation_rank=启用顺序 rooms_total=客房数 isolation_rooms=隔离用房数
  rooms_enabled=已启用房间 rooms_used=在用房间数 beds_total=床位总数 floors_total=楼层数
  people_reported=在隔离人数 accompanied=陪护人数 staff_total=工作人员总数
  ready_in_h=启用所需小时 vacate_h=腾空所需小时 convert_h=改造所需小时
  man_h=进驻所需小时 guests_present=在住客人数 detached=相对独立 own_entrance=独立出入口
  enclosed=四周封闭 vehicle_access=车辆通道 natural_ventilation=自然通风
  dist_residential_m=与居民楼距离 dist_commercial_m=距商业区距离
  dense_area_m=距人口密集区距离 away_from_dense_area=远离人口密集区
  away_from_pollution=远离污染源 away_from_hazards=远离易燃易爆
  away_from_water_intake=远离水源 mitigation=补救措施 waste_passage=医废专用通道
  septic_independent=独立化粪池 sewage_disinfection=污水消毒 surveyed_date=摸排日期
  assessed_date=联合评估日期 assessed_by=评估单位 assessed_with_cdc=疾控参与评估
  listed_date=列入储备日期 vacate_agreement_date=腾空协议日期
  vacate_plan_date=腾空方案日期 design_done=已设计 zones_built=已建成
  converted_date=改造完成日期 accepted_date=验收合格日期 enabled_at=启用时间
  structure_safe_until=结构安全有效期 fire_safe_until=消防安全有效期
  environment_safe_until=环保有效期 head=专班组长 deputy=副组长 leader=区级领导
  department=责任部门 cdc_contact=疾控联系人 duty_phone=值班电话
  crisis_line=心理援助热线 complaint_line=投诉电话 branch_groups=临时党小组数
  open_cost_day=启用日成本 conversion_cost=改造费用 reported_at=上报时间 remark=备注
Floor 楼层
  site_id=隔离点 label=楼层 level=第几层 rooms_total=本层房间数
  shared_air_group=共用空调组 has_isolation=设隔离房 clean_functions=设清洁功能区
  barrier=硬隔断 safety_post=楼层安全岗 disinfected_at=终末消毒时间
Zone 分区
  site_id=隔离点 label=区域名称 type=区域类型 guide_type=设计导则分区
  compartments=缓冲间设置 sign=标识
Passage 通道
  site_id=隔离点 label=通道名称 kind=通道类型 zone_ids=途经分区 sign=标识
Hvac 空调系统
  site_id=隔离点 label=系统名称 type=系统类型 return_valve_closed=回风阀关闭
  return_air_separate=回风独立控制 fresh_air_source=新风来源
  run_hours_per_day=日运行小时 traps_filled_at=水封补水时间
Device 摄像头
  site_id=隔离点 label=设备编号 kind=设备类型 place=安装位置 floor_id=楼层 working=正常
  angle_ok=视角合格 retention_days=录像保存天数
WasteStore 医废暂存间
  site_id=隔离点 label=暂存点名称 locked=上锁 sign=标识 keeper=管理人 features=五防
  adjacent_uses=相邻用途
Vehicle 转运车辆
  plate=车牌号 region_id=所属地区 kind=车辆类型 seats=座位数 closed_loop=专用车辆
  negative_pressure=负压 wheelchair=可载轮椅 in_service=可用
Room 房间
  site_id=隔离点 floor_id=楼层 label=房号 use=房间用途 state=房间状态 zone_id=分区
  beds=床位数 accessible=无障碍房 private_bathroom=独卫 window=外窗
  window_vent_m2=窗户开启面积 window_limiter=限位器 door_sensor=电子门磁
  door_sensor_tested_at=门磁测试时间 hvac_id=空调系统 independent_air=空调独立
  bins=垃圾桶数 smoke_alarm=烟感 position=房间序号 side=朝向 disinfected_at=终末消毒时间
  remark=备注
Party 同住组
  id=编号 kind=组合类型 size=人数 one_room=同住一间 consented=知情同意
Person 隔离人员
  id=人员编号 age=年龄 sex=性别 language=语言 party_id=同行组 contact_type=人员类别
  risk_class=风险类别 chain_id=传播链 batch_id=批次 last_exposure=末次接触时间
  named_at=判定时间 arrived_at=到达时间 temperature=到达体温 symptoms=到达症状
  test_result=最近核酸结果 needs=医疗需求 mobility=自理能力 pregnant=怀孕
  serious_disease=重大疾病 chronic_disease=慢性病 distress=心理异常 carer_id=陪护人
  carer_consents=陪护同意 share_requested=申请同住 share_assessed=同住评估
  needs_accessible=需无障碍 remark=备注
Order 决定书
  id=编号 person_id=人员编号 region_id=地区 authority=作出机关 officer=签发人 basis=依据
  disease=病种 issued_at=作出时间 served_at=送达时间 language=文书语言
  review_at=复核时间 end_at=到期时间 measure=措施 alternatives=已考虑的较轻措施
Stay 隔离记录
  id=编号 person_id=人员编号 order_id=决定书编号 site_id=集中隔离点名称 place=隔离方式
  state=隔离状态 start=入点时间 end=出点时间 planned_end=预计解除日期
  contact_type=隔离原因 risk_class=风险类别 chain_id=链条 batch_id=批次
  last_exposure=末次暴露日期 linked_person_id=关联密接 end_reason=离点原因
  notice_signed_at=告知书签收时间 certificate_no=解除证明编号 daily_check=重点人员
  reception_owner=接收责任人 observation_owner=观察责任人 release_owner=解除责任人
  community_ack_at=社区确认时间 community_name=交接社区
RoomAssignment 入住安排
  stay_id=隔离记录 room_id=房号 start=入住时间 end=退房时间 share_basis=同住依据
  decided_by=安排人
Observation 体温记录
  stay_id=隔离编号 at=监测时间 slot=时段 kind=监测方式 temperature=体温℃ symptoms=症状
  asked=已询问症状 distress=情绪异常 observer_id=测量人 acted_at=处置时间
Sample 核酸检测记录
  id=编号 person_id=人员编号 stay_id=隔离记录 day=第几天 swab=拭子类型 assay=检测类型
  purpose=检测目的 pool_size=混采人数 reagent=试剂品牌 lab=实验室 sampled_at=核酸时间
  resulted_at=结果时间 result=核酸结果
Notice 告知书
  id=编号 stay_id=隔离记录 kind=告知类型 language=语言 issued_at=发出时间
  signed_at=签收时间 says_end_date=载明解除日期 says_complaint_way=载明救济途径
Transfer 转运记录
  id=编号 person_id=人员编号 stay_id=隔离记录 kind=转运类型 requested_at=需求时间
  from_place=起点 to_place=终点 site_id=接收隔离点 trip_id=车次 vehicle_id=车辆
  crew=随车人员 depart=出发时间 arrive=到达时间 stops=中途停靠次数 sent_by=移交人
  received_by=接收人 acknowledged_at=接收确认时间 vehicle_disinfected_at=车辆消毒时间
  closed_loop=闭环转运
ClinicalNeed 心理评估
  id=编号 person_id=人员编号 stay_id=隔离记录 kind=需求类型 assessed_at=评估时间
  assessor=评估人 refer_hospital=需送医
Incident 突发事件
  id=编号 site_id=隔离点 stay_id=隔离记录 kind=事件类型 severity=严重程度
  happened_at=发生时间 found_at=发现时间 action_at=处置时间 action=处置措施
  closed_at=办结时间 owner=责任人
Staff 工作专班
  id=工号 site_id=所在隔离点 region_id=地区 real_name_registered=实名登记 group=专班小组
  role=工种 post=AB岗 covers_id=替岗对象 from_body=抽调单位 lives_in=吃住在点
  room_id=住宿房间 moved_in_at=进驻时间 start=到岗日期 test_role=检测人群
  fully_vaccinated_date=全程接种日期 booster_date=加强接种日期 exits=外出次数
Cycle 闭环周期
  staff_id=工号 phase=阶段 start=开始日期 outside_contacts=与外界接触次数
TeamPost 岗位设置
  site_id=隔离点 label=岗位名称 group=组别 place=岗位位置 floor_id=楼层 a_id=A岗
  b_id=B岗 hours_from=开始时刻 hours_to=结束时刻 round_the_clock=24小时值守
  duties_document_id=职责文件
Shift 排班
  staff_id=工号 post_id=岗位 site_id=隔离点 start=上班时间 end=下班时间 task=工作内容
  ppe_level=防护等级 ppe_hours=防护时长 checked_in_at=签到时间 planned_only=计划班次
Training 培训记录
  id=编号 staff_id=工作人员 site_id=隔离点 date=培训日期 kind=培训类型 topics=培训主题
  by_cdc=疾控专家授课 passed=是否合格
StaffHealth 员工健康监测
  staff_id=工作人员 date=日期 temperature=体温 symptoms=症状 on_duty=是否在岗
Acceptance 五检查五验收
  id=编号 site_id=隔离点 item=检查项目 inspector_org=检查单位 inspector=检查人
  date=检查日期 result=检查结果 recheck_date=复验日期 recheck_result=复检结果
  angles_ok=视角合格点位 hazards=隐患
Inspection 督导检查
  id=编号 region_id=地区 site_id=隔离点 kind=检查类型 org=检查单位 date=检查日期
  location_ok=选址合格 layout_ok=布局合格 facilities_ok=设施合格
Document 文件资料
  id=编号 region_id=地区 site_id=隔离点 group=组别 kind=文件类型 title=文件名称
  signed_date=印发日期 states_method=载明方法 states_time=载明时间 states_area=载明区域
  states_person=载明责任人
Duty 包保责任
  id=编号 region_id=地区 site_id=隔离点 role=职责 name=姓名 body=所在机构 start=开始时间
Disinfection 消毒记录
  id=编号 site_id=隔离点 room_id=房间 kind=类型 surface=对象 trigger=触发原因
  agent=消毒药剂 mg_l=有效氯浓度 minutes=时长 start=消毒时间 end=结束时间
  operator_name=操作人 strip_checked=试纸检测 recorded=过程记录 evaluated=效果评价
  effective=评价合格
WasteBatch 医废交接记录
  id=编号 site_id=隔离点 store_id=暂存点 stream=废物类别 source=产生地点 kg=重量kg
  count=袋数 collected_at=收集时间 removed_at=交接时间 destination=处置单位
  handler=移交人 receiver=接收人 vehicle_id=车辆 closed_loop=闭环转运
  double_bag=双层包装 gooseneck=鹅颈结 fill=装量 mixed=混放 retained_until=保存期限
SewageLog 污水处理记录
  site_id=隔离点 at=检测时间 dose_kg=投药量 contact_h=接触时间
  residual_chlorine_mg_l=余氯 discharged=当日排放
Report 日报
  id=编号 unit=报告单位 region_id=地区 site_id=隔离点 stream=报告类型 date=日期
  zero=零报告 deadline_at=报送时限 sent_at=报送时间 received_at=接收时间
Figure 数据指标
  subject=数据对象 region_id=地区 name=指标名称 value=数值 unit=单位 as_of=统计时间
  qualifier=修饰 numerator=分子 denominator=分母 source=来源 raw=原文
Register 登记完备
  parent=对象 collection=集合名称 as_of=截止日期 count=总数 stated_by=声明人
"""

# The arrivals list comes from the airport, with headers of its own.
_ARRIVALS = """
  id=编号 age=年龄 sex=性别 language=语言 party_id=家庭编号 contact_type=人员类型
  risk_class=风险等级 chain_id=链条 batch_id=批次 last_exposure=最后接触日期
  named_at=列管时间 arrived_at=抵达时间 temperature=体温 symptoms=症状
  test_result=核酸结果 needs=特殊需求 mobility=行动能力 pregnant=孕妇
  serious_disease=严重基础疾病 chronic_disease=基础疾病 carer_id=监护人
  carer_consents=陪护同意 share_requested=申请同住 share_assessed=同住评估
  needs_accessible=需无障碍 home_option_assessed=居家评估 home_suitable=具备居家条件
  remark=备注
"""


def _columns(text: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in text.split())
    return {field: header for field, _, header in pairs}


def _tables(text: str) -> dict[str, tuple[str, dict[str, str]]]:
    tables: dict[str, tuple[str, dict[str, str]]] = {}
    columns: dict[str, str] = {}
    for line in text.strip().splitlines():
        if line.startswith(" "):
            columns.update(_columns(line))
        else:
            record, stem = line.split()
            columns = {}
            tables[record] = (stem, columns)
    return tables


# Record -> (file stem, {field: header}).
TABLES = _tables(_LAYOUT)
ARRIVALS = _columns(_ARRIVALS)


def render(columns: Mapping[str, str], rows: Iterable[Row]) -> bytes:
    """Return rows as CSV for Chinese Excel: UTF-8 with a byte-order mark, CRLF.

    Raises
    ------
    KeyError
        When a row has a field without a column.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns.values())
    for row in rows:
        unknown = row.keys() - columns.keys()
        if unknown:
            raise KeyError(f"no column for {sorted(unknown)}")
        writer.writerow([row.get(field, "") for field in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_file(path: Path, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    """Write rows to ``path`` as `render` spells them."""
    path.write_bytes(render(columns, rows))
