"""Examples for the answer book: transport, water, taxes, passports and papers.

Each entry: key, category, title (ko, en), text (ko, en), more words to find it by.
"""

Entry = tuple[str, str, str, str, str, str, str]

CITY: tuple[Entry, ...] = (
    (
        "last_train",
        "transport",
        "지하철 막차 시간",
        "Last subway train",
        "막차 시간은 역과 요일마다 다릅니다. 타실 역과 가실 역을 알려 주시면 지금 찾아보겠습니다. "
        "평일과 주말 시간이 다르고, 갈아타는 노선은 먼저 끝날 수 있습니다.",
        "The last train depends on the station and the day. Tell me where you get on and where you go, "
        "and I will look it up now. A line that you change to may end earlier.",
        "전철 심야 막차시간 subway metro night",
    ),
    (
        "night_bus",
        "transport",
        "심야버스 (올빼미버스)",
        "Night bus",
        "심야버스는 번호가 N으로 시작합니다. 자정 무렵부터 새벽까지 다닙니다. "
        "지금 계신 곳을 알려 주시면 가까운 정류장과 노선을 찾아보겠습니다.",
        "Night bus numbers begin with N. They run from about midnight until early morning. "
        "Tell me where you are, and I will find the nearest stop and line.",
        "올빼미 새벽 owl bus N버스",
    ),
    (
        "lost_on_transport",
        "transport",
        "버스, 지하철, 택시에서 잃어버린 물건",
        "Lost on a bus, train or taxi",
        "언제, 어느 노선에서, 무엇을 잃어버렸는지 알려 주세요. 제가 유실물 센터에 전화하겠습니다. "
        "경찰청 유실물 누리집 lost112.go.kr 에서도 찾아볼 수 있습니다.",
        "Tell me when, on which line, and what you lost. I will telephone the lost property office. "
        "You can also search lost112.go.kr, the police's lost property site.",
        "분실물 유실물 지갑 휴대폰 lost property",
    ),
    (
        "disabled_taxi",
        "transport",
        "장애인 콜택시",
        "Call taxi for disabled people",
        "보행이 어려운 장애인은 장애인 콜택시를 탈 수 있습니다. 먼저 등록해야 합니다. "
        "등록과 부르기를 제가 전화로 도와드릴 수 있습니다.",
        "People whose disability makes walking hard can use the call taxi. It needs a registration first. "
        "I can telephone for you, to register or to call one.",
        "바우처 휠체어 이동지원 wheelchair taxi",
    ),
    (
        "transit_card",
        "transport",
        "장애인 무임 교통카드",
        "Free transit card for disabled people",
        "등록 장애인은 지하철을 무료로 탑니다. 무임 교통카드는 주민센터에 신청합니다. "
        "장애인등록증이나 신분증을 가져가세요.",
        "Registered disabled people ride the subway free of charge. Apply for the card at your community "
        "centre. Bring your disability card or an identity card.",
        "우대용 복지카드 무료 지하철 교통카드",
    ),
    (
        "bus_complaint",
        "transport",
        "버스 불편 신고",
        "Complaint about a bus",
        "노선 번호, 차량 번호, 시간, 정류장을 알려 주세요. 제가 접수하고 문의 번호를 드리겠습니다.",
        "Tell me the line, the number plate, the time and the stop. I will file it and give you the number "
        "of your inquiry.",
        "무정차 난폭 불친절 신고 driver",
    ),
    (
        "parking_fine",
        "transport",
        "주정차 위반 과태료",
        "Parking fine",
        "과태료는 단속한 구청에서 맡습니다. 고지서의 구와 차량 번호를 알려 주시면 담당 부서를 찾아 "
        "전화하겠습니다. 의견이 있으면 고지서에 적힌 기한 안에 내세요.",
        "The district that gave the fine handles it. Tell me the district and the number plate, and I will "
        "find and telephone its office. Objections must come before the date on the notice.",
        "주차 단속 견인 벌금 towed car",
    ),
    (
        "water_bill",
        "water",
        "수도 요금 조회와 납부",
        "Water bill",
        "수도 요금은 고객번호로 봅니다. 고지서에 있습니다. 없으면 주소로 찾을 수 있습니다. "
        "계좌 자동 납부도 신청할 수 있습니다.",
        "The water bill is found by its customer number, which is on the bill, or else by the address. "
        "You can also ask for payment from your account each time.",
        "상수도 아리수 요금 자동이체 water fee",
    ),
    (
        "water_moving",
        "water",
        "이사할 때 수도 요금 정산",
        "Water when moving house",
        "이사하는 날의 계량기 숫자를 알려 주세요. 그날까지의 요금을 계산하고 사용자 이름을 바꿉니다.",
        "Tell me the number on the meter on the day you move. The bill is made up to that day, and the "
        "name is changed.",
        "이사 명의 변경 계량기 meter",
    ),
    (
        "no_water",
        "water",
        "물이 나오지 않을 때",
        "No water",
        "먼저 이웃집도 그런지 보세요. 주소와 언제부터인지 알려 주시면 수도사업소에 바로 전화하겠습니다. "
        "겨울에는 계량기가 얼었을 수 있습니다.",
        "First see whether your neighbours have water. Tell me the address and since when, and I will "
        "telephone the water office at once. In winter the meter may be frozen.",
        "단수 동파 수돗물 누수 frozen leak",
    ),
    (
        "brown_water",
        "water",
        "녹물, 흐린 물",
        "Brown or cloudy water",
        "마시지 마세요. 물을 몇 분 틀어 두어도 그대로면 주소를 알려 주세요. 수질 검사를 신청하겠습니다.",
        "Do not drink it. If it stays so after a few minutes of running, tell me the address. I will ask "
        "for a test of the water.",
        "탁수 수질 냄새 검사 water quality",
    ),
    (
        "car_tax",
        "taxes",
        "자동차세",
        "Car tax",
        "자동차세는 6월과 12월에 냅니다. 서울은 etax.seoul.go.kr 에서 보고 낼 수 있습니다. "
        "장애인 감면은 구청 세무과에 신청합니다.",
        "Car tax is due in June and December. In Seoul, see and pay it at etax.seoul.go.kr. The reduction "
        "for disabled people is applied for at the district's tax office.",
        "자동차 감면 연납 이택스 vehicle",
    ),
    (
        "property_tax",
        "taxes",
        "재산세",
        "Property tax",
        "재산세는 7월과 9월에 냅니다. 6월 1일에 집을 가진 사람이 냅니다. "
        "서울은 etax.seoul.go.kr 에서 보고 낼 수 있습니다.",
        "Property tax is due in July and September, from whoever owns the home on 1 June. In Seoul, see "
        "and pay it at etax.seoul.go.kr.",
        "주택 토지 세금 납부 이택스 house land",
    ),
    (
        "resident_tax",
        "taxes",
        "주민세",
        "Resident tax",
        "주민세는 8월에 세대주가 냅니다. 고지서가 오지 않았으면 구청 세무과에 제가 물어보겠습니다.",
        "The head of each household pays resident tax in August. If no bill came, I will ask the "
        "district's tax office.",
        "세대주 지방세 고지서 local tax",
    ),
    (
        "tax_papers",
        "taxes",
        "납세 증명서 발급",
        "Proof of taxes paid",
        "지방세 납세 증명서는 주민센터, 무인 발급기, 정부24(gov.kr)에서 받을 수 있습니다. "
        "국세는 세무서와 홈택스에서 받습니다.",
        "The paper for local taxes comes from a community centre, a machine, or gov.kr. For national "
        "taxes, from the tax office or Hometax.",
        "완납 증명 정부24 홈택스 certificate",
    ),
    (
        "passport_new",
        "city_business",
        "여권 새로 만들기",
        "Getting a passport",
        "구청 여권과에 직접 가셔야 합니다. 신분증과 여권 사진 한 장을 가져가세요. "
        "수어 통역이 필요하면 가시는 날을 알려 주세요. 제가 구청에 미리 말하겠습니다.",
        "You must go to a district's passport office yourself, with an identity card and one passport "
        "photo. If you need an interpreter there, tell me the day: I will tell the office before.",
        "발급 신청 사진 passport apply",
    ),
    (
        "passport_renew",
        "city_business",
        "여권 다시 만들기 (유효 기간 끝남)",
        "Renewing a passport",
        "전자 여권을 가진 적이 있으면 정부24(gov.kr)에서 신청하고, 찾을 때만 구청에 가셔도 됩니다. "
        "쓰던 여권과 신분증을 가져가세요.",
        "If you have had an electronic passport, you can apply at gov.kr and go to the district office "
        "only to collect it. Bring the old passport and an identity card.",
        "재발급 갱신 만료 renewal expired",
    ),
    (
        "passport_lost",
        "city_business",
        "여권을 잃어버렸을 때",
        "Lost passport",
        "바로 신고하세요. 신고하면 그 여권은 다시 쓸 수 없습니다. 구청 여권과나 정부24에서 신고합니다. "
        "외국에 계시면 가까운 대사관에 연락하겠습니다.",
        "Report it at once, at a district's passport office or gov.kr. After that the old passport cannot "
        "be used again. If you are abroad, I will reach the nearest embassy.",
        "분실 신고 재발급 embassy",
    ),
    (
        "resident_papers",
        "city_business",
        "주민등록 등본 발급",
        "Resident register copy",
        "주민센터, 무인 발급기, 정부24(gov.kr)에서 받을 수 있습니다. 정부24는 집에서 뽑을 수 있습니다.",
        "From any community centre, a machine, or gov.kr, where you can print it at home.",
        "초본 등본 무인발급기 정부24 certificate",
    ),
    (
        "bulky_waste",
        "city_business",
        "큰 쓰레기 버리기",
        "Bulky waste",
        "버릴 물건과 크기, 주소를 알려 주세요. 구청에 신고하고 버리는 날과 방법을 알려 드리겠습니다. "
        "냉장고 같은 큰 가전은 무료로 가져갑니다.",
        "Tell me what it is, its size and the address. I will report it to the district and tell you the "
        "day and the way. Large appliances are collected free of charge.",
        "대형 폐기물 가구 가전 스티커 furniture",
    ),
)
