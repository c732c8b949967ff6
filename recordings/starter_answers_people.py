"""Examples for the answer book: health at night, welfare, work, everyday calls. Form: see the city's."""

from recordings.starter_answers_city import Entry

PEOPLE: tuple[Entry, ...] = (
    (
        "night_pharmacy",
        "medical",
        "밤에 여는 약국",
        "Pharmacy at night",
        "지금 계신 곳을 알려 주세요. 가까운 약국을 찾고, 열었는지 전화로 확인하겠습니다. "
        "e-gen.or.kr 에서도 지금 여는 약국을 볼 수 있습니다. 편의점에도 감기약과 해열제가 있습니다.",
        "Tell me where you are. I will find the nearest pharmacy and telephone to be sure that it is open. "
        "e-gen.or.kr shows those open now. Convenience stores have cold and fever medicine.",
        "심야 공공 당번 휴일 지킴이 약국 duty pharmacy",
    ),
    (
        "holiday_clinic",
        "medical",
        "휴일에 여는 병원",
        "Clinic on a holiday",
        "어디가 아픈지, 어디 계신지 알려 주세요. 지금 여는 병원을 찾아 전화하겠습니다. "
        "숨쉬기 어렵거나 가슴이 아프면 바로 119에 문자를 보내세요.",
        "Tell me what hurts and where you are. I will find a clinic that is open and telephone it. "
        "If breathing is hard or your chest hurts, text 119 at once.",
        "응급실 의원 주말 명절 emergency room",
    ),
    (
        "hospital_interpreter",
        "medical",
        "병원에 수어 통역사와 함께 가기",
        "Sign-language interpreter at a hospital",
        "날짜, 시간, 병원, 진료과를 알려 주세요. 수어 통역 센터에 신청하겠습니다. "
        "될 수 있으면 며칠 전에 알려 주세요.",
        "Tell me the date, time, hospital and department. I will ask the interpreter centre. A few days "
        "before is best.",
        "수화 통역 동행 진료 예약 interpreter",
    ),
    (
        "health_check",
        "medical",
        "건강 검진 받기",
        "Health check-up",
        "국민건강보험 검진은 2년에 한 번 무료입니다. 올해 대상인지와 가까운 검진 기관을 알아보겠습니다. "
        "예약 전화도 해 드립니다.",
        "The national health insurance check-up is free every second year. I will find out whether it is "
        "your year and where to go, and telephone to book it.",
        "건강보험 검진 암검진 예약 insurance",
    ),
    (
        "disability_registration",
        "welfare_services",
        "장애인 등록",
        "Registering a disability",
        "주민센터에 신청합니다. 병원에서 장애 진단서와 검사 결과를 먼저 받으세요. "
        "국민연금공단이 심사하고, 결과는 주민센터가 알려 줍니다.",
        "Apply at your community centre, with a doctor's certificate and the test results. The pension "
        "service decides, and the community centre tells you.",
        "복지카드 진단서 심사 등급 disability card",
    ),
    (
        "disability_allowance",
        "benefits",
        "장애인 연금과 장애 수당",
        "Disability pension and allowance",
        "나이, 장애 정도, 소득에 따라 다릅니다. 주민센터에 신청합니다. 받을 수 있는지 제가 전화로 "
        "물어볼 수 있습니다. 129 보건복지상담센터도 알려 줍니다.",
        "It depends on age, degree of disability and income. Apply at your community centre. I can "
        "telephone to ask whether you can get it. The welfare line 129 knows too.",
        "연금 수당 급여 소득 pension 129",
    ),
    (
        "hearing_aid",
        "benefits",
        "보청기 지원",
        "Help with a hearing aid",
        "청각 장애로 등록했으면 건강보험에서 보청기 값을 지원합니다. 먼저 병원에서 처방전을 받으세요. "
        "사기 전에 저에게 물어보시면 순서를 알려 드립니다.",
        "With a registered hearing disability, health insurance helps to pay. Get a prescription first. "
        "Ask me before you buy: I will tell you the steps.",
        "보조기기 급여 처방 이어폰 hearing aid",
    ),
    (
        "emergency_welfare",
        "benefits",
        "갑자기 생활이 어려울 때 (긴급 복지)",
        "Sudden hardship",
        "일자리를 잃었거나 크게 아프면 긴급 복지를 신청할 수 있습니다. 주민센터나 129에 바로 "
        "전화하겠습니다. 먹을 것이나 잘 곳이 없으면 먼저 말씀하세요.",
        "After losing work or falling ill you can ask for emergency welfare. I will telephone your "
        "community centre or 129 at once. If you have no food or no bed, say so first.",
        "긴급 생계 지원 위기 기초생활 hardship",
    ),
    (
        "activity_support",
        "welfare_services",
        "장애인 활동 지원",
        "Personal assistance",
        "혼자 생활하기 어려운 등록 장애인은 활동 지원사의 도움을 받을 수 있습니다. 주민센터에 신청하면 "
        "국민연금공단에서 집으로 찾아옵니다.",
        "Registered disabled people for whom living alone is hard can have an assistant. Apply at your "
        "community centre; the pension service then visits you.",
        "활동보조 바우처 돌봄 assistant",
    ),
    (
        "job_search",
        "work",
        "장애인 일자리 찾기",
        "Finding work",
        "한국장애인고용공단이 일자리 찾기와 훈련을 돕습니다. 수어 통역도 있습니다. "
        "가까운 지사에 전화해서 상담 날짜를 잡아 드리겠습니다.",
        "The Korea Employment Agency for Persons with Disabilities helps with work and training, also in "
        "sign language. I will telephone the nearest office for an appointment.",
        "취업 구직 고용공단 훈련 employment job",
    ),
    (
        "unpaid_wages",
        "work",
        "월급을 못 받았을 때",
        "Unpaid wages",
        "고용노동부에 진정할 수 있습니다. 회사 이름, 일한 기간, 못 받은 돈을 알려 주세요. "
        "1350에 제가 전화해서 방법을 알아보겠습니다.",
        "You can complain to the labour ministry. Tell me the company, how long you worked, and what is "
        "missing. I will telephone 1350 to learn the steps.",
        "임금 체불 노동청 퇴직금 salary wages",
    ),
    (
        "relay_call",
        "everyday_calls",
        "대신 전화해 드립니다",
        "I telephone for you",
        "전화할 곳의 이름과 번호, 하실 말을 알려 주세요. 제가 말로 전하고, 상대방의 말을 그대로 "
        "알려 드립니다. 이야기의 내용은 남기지 않습니다.",
        "Tell me whom to call, the number, and what to say. I will say it, and tell you what they say. "
        "What you talk about is not kept.",
        "중계 통화 예약 배달 식당 relay call",
    ),
)
