// Two requests that citizens and businesses send (research: thads-online.md §2.2, §2.3), as packs will write them: groups
// that repeat, conditions, prefilled and personal fields. For tests of everything that fields do.
const around = `
source: { confidence: ours, note: "Biểu của kiểm thử, theo mô tả thủ tục" }
version: 1
signatures: [{ title: Người đề nghị, note: "(Ký, ghi rõ họ tên)" }]
`

/** Đơn đề nghị xác nhận kết quả thi hành án. */
export const confirmation = `
id: confirmation
code: XN/THADS
title: Đơn đề nghị xác nhận kết quả thi hành án
legal-basis: Quyết định 630/QĐ-BTP ngày 25/02/2026
${around}
routes: [{ reporting: [office], workflow: report, due: { half: 06-05 } }]
sections:
  - id: request
    title: Cơ quan và người đề nghị
    fields:
      - { id: agency, title: Cơ quan thi hành án dân sự, kind: unit, required: true, help: Cơ quan đã ra quyết định thi hành án. }
      - { id: applicant, title: Họ và tên người đề nghị, kind: text, max-length: 100, required: true, personal: true }
      - { id: identity, title: Số định danh cá nhân, kind: identity-number, required: true, personal: true }
      - { id: birthday, title: Ngày sinh, kind: date, personal: true }
      - { id: age, title: Tuổi khi làm đơn, kind: number, value: "age_on(birthday, request.signed_on)" }
      - { id: address, title: Địa chỉ, kind: address, required: true, personal: true }
      - { id: phone, title: Số điện thoại, kind: phone, personal: true }
      - { id: email, title: Thư điện tử, kind: email, required-when: 'chosen(answer_by, "mail")', personal: true }
      - { id: signed_on, title: Ngày làm đơn, kind: date, required: true }
      - id: role
        title: Tư cách của người đề nghị
        kind: choice
        required: true
        choices: [{ code: creditor, title: Người được thi hành án }, { code: debtor, title: Người phải thi hành án }, { code: relative, title: Thân nhân của đương sự }, { code: proxy, title: Người được ủy quyền }]
      - { id: answer_by, title: Nhận kết quả qua, kind: choices, choices: [{ code: mail, title: Thư điện tử }, { code: post, title: Bưu chính công ích }, { code: person, title: Trực tiếp tại cơ quan }] }
  - id: proxy
    title: Ủy quyền
    visible-when: 'request.role = "proxy"'
    fields:
      - { id: principal, title: Họ và tên người ủy quyền, kind: text, required: true, personal: true }
      - { id: document_no, title: Số văn bản ủy quyền, kind: text, required: true }
      - { id: document_day, title: Ngày văn bản ủy quyền, kind: date, required: true }
      - { id: document, title: Văn bản ủy quyền, kind: attachment, accept: [pdf, jpg], max-size: 10, max-count: 2 }
  - id: judgment
    title: Bản án, quyết định
    fields:
      - { id: number, title: Số bản án, kind: text, required: true, pattern: "#{1,4}/####/@{2,6}-@{2,6}", help: "Ví dụ 12/2020/DS-ST" }
      - { id: day, title: Ngày tuyên, kind: date, required: true }
      - { id: periodic, title: Nghĩa vụ thi hành theo định kỳ, kind: yes-no }
      - { id: from, title: Xác nhận từ ngày, kind: date, visible-when: periodic, required-when: periodic }
  - id: obligations
    title: Các khoản phải thi hành
    repeat: { title: Khoản phải thi hành, least: 1, most: 5 }
    fields:
      - id: kind
        title: Loại nghĩa vụ
        kind: choice
        required: true
        choices: [{ code: money, title: Trả tiền }, { code: thing, title: Giao tài sản }]
      - { id: due, title: Số tiền phải thi hành, kind: money, measure: đồng, visible-when: 'kind = "money"', required: true }
      - { id: paid, title: Số tiền đã thi hành, kind: money, measure: đồng, visible-when: 'kind = "money"' }
      - { id: left, title: Còn phải thi hành, kind: money, measure: đồng, visible-when: 'kind = "money"', value: due - or_zero(paid) }
      - { id: thing, title: Tài sản phải giao, kind: long-text, visible-when: 'kind = "thing"', required: true }
      - { id: done, title: Đã thi hành xong, kind: yes-no }
      - { id: done_on, title: Ngày thi hành xong, kind: date, visible-when: done, read-only-when: 'paid < due' }
  - id: summary
    title: Nội dung đề nghị xác nhận
    fields:
      - { id: total, title: Tổng số tiền phải thi hành, kind: money, measure: đồng, value: "sum(column obligations.due)" }
      - { id: left, title: Tổng số tiền còn phải thi hành, kind: money, measure: đồng, value: "sum(column obligations.left)" }
      - { id: content, title: Nội dung đề nghị, kind: long-text, required: true }
rules:
  - { id: signed_after_judgment, table: request, check: signed_on >= judgment.day, basis: ours, severity: warning, message: "Ngày làm đơn {signed_on} trước ngày tuyên án {judgment.day}." }
  - { id: adult, table: request, check: age >= 18, basis: ours, severity: explain, message: "Người đề nghị mới {age} tuổi." }
  - { id: paid_within, table: obligations, check: paid <= due, basis: implied, message: "Đã thi hành {paid} nhiều hơn phải thi hành {due}." }
  - { id: principal_named, table: proxy, check: length(principal) > 3, basis: implied, message: "Ghi đủ họ và tên người ủy quyền." }
`

/** Phản ánh, kiến nghị. */
export const feedback = `
id: feedback
code: PAKN/THADS
title: Phản ánh, kiến nghị
legal-basis: Thông tư 13/2021/TT-BTP ngày 30/12/2021
${around}
routes: [{ reporting: [office], workflow: report, due: { half: 06-05 } }]
sections:
  - id: sender
    title: Người gửi
    fields:
      - { id: anonymous, title: Không nêu tên, kind: yes-no, required: true }
      - { id: name, title: Họ và tên, kind: text, max-length: 100, personal: true, visible-when: not anonymous, required: true }
      - { id: email, title: Thư điện tử, kind: email, personal: true, visible-when: not anonymous }
      - { id: phone, title: Số điện thoại, kind: phone, personal: true, visible-when: not anonymous }
      - { id: address, title: Địa chỉ, kind: address, personal: true, visible-when: not anonymous }
  - id: matter
    title: Nội dung
    fields:
      - { id: kind, title: Loại, kind: choice, required: true, choices: [{ code: report, title: Phản ánh }, { code: proposal, title: Kiến nghị }] }
      - { id: agency, title: Cơ quan được phản ánh, kind: unit }
      - { id: title, title: Tiêu đề, kind: text, max-length: 200, required: true }
      - { id: content, title: Nội dung, kind: long-text, max-length: 4000, required: true }
      - { id: files, title: Tài liệu kèm theo, kind: attachment, accept: [jpg, pdf, doc, docx, xls, xlsx], max-size: 20, max-count: 5 }
  - id: people
    title: Người có liên quan
    repeat: { title: Người có liên quan, most: 3 }
    visible-when: 'matter.kind = "report"'
    fields:
      - { id: name, title: Họ và tên, kind: text, required: true, personal: true }
      - { id: position, title: Chức vụ, kind: text }
`

/** Every kind of cell, in a section, in a repeated one and in a table of records; prefilled where nothing says otherwise. */
export const everyKind = `
id: every_kind
code: MỌI/KIỂU
title: Biểu có mọi kiểu ô
legal-basis: Kiểm thử
${around}
routes: [{ reporting: [office], workflow: report, due: { half: 06-05 } }]
sections:
  - id: all
    title: Mọi kiểu ô
    fields:
      - { id: name, title: Họ và tên, kind: text, max-length: 40, required: true, personal: true, help: Ghi như trong giấy tờ tùy thân. }
      - { id: story, title: Nội dung, kind: long-text, max-length: 500 }
      - { id: count, title: Số lần, kind: number, decimals: 1, max: 1000 }
      - { id: amount, title: Số tiền, kind: money, measure: đồng }
      - { id: day, title: Ngày nhận, kind: date, required: true }
      - { id: urgent, title: Việc gấp, kind: yes-no }
      - { id: why, title: Lý do gấp, kind: text, visible-when: urgent, required: true }
      - { id: sex, title: Giới tính, kind: choice, choices: [{ code: male, title: Nam }, { code: female, title: Nữ }] }
      - { id: month, title: Tháng, kind: choice, choices: [{ code: m1, title: Tháng 1 }, { code: m2, title: Tháng 2 }, { code: m3, title: Tháng 3 }, { code: m4, title: Tháng 4 }, { code: m5, title: Tháng 5 }, { code: m6, title: Tháng 6 }] }
      - { id: ways, title: Nhận kết quả qua, kind: choices, choices: [{ code: mail, title: Thư điện tử }, { code: post, title: Bưu điện }, { code: person, title: Trực tiếp }] }
      - { id: office, title: Cơ quan, kind: unit }
      - { id: address, title: Địa chỉ, kind: address, personal: true }
      - { id: identity, title: Số định danh, kind: identity-number, personal: true }
      - { id: phone, title: Điện thoại, kind: phone, personal: true }
      - { id: email, title: Thư điện tử, kind: email, personal: true }
      - { id: files, title: Tài liệu kèm theo, kind: attachment, max-count: 2 }
      - { id: twice, title: Hai lần số tiền, kind: money, measure: đồng, value: amount * 2 }
      - { id: closed, title: Chỉ sửa khi không gấp, kind: text, read-only-when: urgent }
      - { id: country, title: Quốc tịch, kind: text, prefill: '"Việt Nam"' }
      - { id: opened, title: Ngày lập, kind: date, prefill: 'date("2020-06-01")' }
  - id: people
    title: Người có liên quan
    repeat: { title: Người có liên quan, least: 1, most: 3 }
    fields:
      - { id: name, title: Họ và tên, kind: text, required: true }
      - { id: born, title: Ngày sinh, kind: date }
      - { id: nation, title: Dân tộc, kind: text, prefill: '"Kinh"' }
tables:
  - id: payments
    title: Các lần thu
    stub-title: Lần thu
    rows: { per: record, title: Lần thu, most: 4, total: { id: total, title: Tổng số } }
    columns:
      - { id: paid, number: 1, title: Số tiền, kind: money, measure: đồng }
      - { id: on, number: 2, title: Ngày, kind: date }
      - { id: note, number: 3, title: Ghi chú, kind: text }
`

/** Choices from codelists of every scope: one and several, in a section and in a table of records. */
export const chosen = `
id: chosen
code: CHỌN/DM
title: Biểu chọn từ danh mục
legal-basis: Kiểm thử
${around}
routes: [{ reporting: [office], workflow: report, due: { half: 06-05 } }]
sections:
  - id: all
    title: Chọn
    fields:
      - { id: cause, title: Nguyên nhân, kind: choice, choices: { codelist: causes } }
      - { id: causes, title: Các nguyên nhân, kind: choices, choices: { codelist: causes } }
      - { id: team, title: Tổ, kind: choice, choices: { codelist: teams } }
      - { id: topic, title: Chuyên đề, kind: choice, choices: { codelist: topics } }
      - { id: why, title: Nói rõ, kind: text, visible-when: 'chosen(causes, "K") or cause = "K"' }
      - { id: known, title: Biết nguyên nhân, kind: yes-no, value: 'not is_blank(cause) and cause != "K"' }
tables:
  - id: cases
    stub-title: Vụ việc
    rows: { per: record, title: Vụ việc, most: 20 }
    columns:
      - { id: cause, number: 1, title: Nguyên nhân, kind: choice, choices: { codelist: causes } }
      - { id: number, number: 2, title: Số việc, measure: việc }
`

export const chosenCodelists = [
  { path: 'codelists/causes.codelist.yaml', text: `
id: causes
title: Nguyên nhân
version: 1
scope: ministry
entries:
  - { code: A, title: Thời tiết }
  - { code: B, title: Giao thông, to: 2020-06-01 }
  - { code: C, title: Thiết bị }
  - { code: D, title: Từ năm sau, from: 2021-01-01 }
  - { code: E, title: Nhân lực }
  - { code: F, title: Kinh phí }
  - { code: G, title: Thủ tục }
  - { code: K, title: Nguyên nhân khác }
` },
  { path: 'codelists/teams.codelist.yaml', text: 'id: teams\ntitle: Tổ\nversion: 1\nscope: unit\n' },
  { path: 'codelists/topics.codelist.yaml', text: 'id: topics\ntitle: Chuyên đề\nversion: 1\nscope: unit-mapped\nentries: [{ code: M1, title: Chuyên đề chung }]\n' },
]

/** Days that are counted by the calendar. */
export const counted = `
id: counted
code: NGÀY/LV
title: Biểu đếm ngày làm việc
legal-basis: Kiểm thử
${around}
routes: [{ reporting: [office], workflow: report, due: { half: 06-05 } }]
sections:
  - id: all
    title: Thời hạn
    fields:
      - { id: received, title: Ngày nhận, kind: date }
      - { id: due, title: Hạn trả, kind: date, value: "add_working_days(received, 3)" }
      - { id: taken, title: Số ngày làm việc đến cuối tháng, kind: number, value: 'working_days_between(received, date("2020-06-30"))' }
`
