// The first page of the manual: a small form from nothing, in ten minutes, by somebody who has never seen the product.
// Every file shown is checked by a test, in the order in which it is written: after each step the pack is sound.
import type { Block, Page } from './manual-page.ts'

const text = (words: string): Block => ({ kind: 'text', text: words })
const step = (words: string): Block => ({ kind: 'heading', level: 2, text: words })
const file = (name: string, content: string): Block => ({ kind: 'code', file: name, text: content })

const form = (columns: string, rest: string): string => `id: library
code: 01/TV
title: Hoạt động thư viện
legal-basis: Văn bản ví dụ
source: { confidence: ours, note: Ví dụ của trang trợ giúp }
version: 1
routes:
  - reporting: [commune]
    receiver: district
    due: { year: 11-07 }
    workflow: report
tables:
  - id: main
    columns:
${columns}    rows: one
${rest}signatures: [Người lập biểu, THỦ TRƯỞNG ĐƠN VỊ]
`

const firstColumns = `      - { id: books, number: 1, title: Số sách hiện có, measure: cuốn }
      - { id: readers, number: 2, title: Số bạn đọc, measure: người }
`

const splitColumns = (parts: string): string => `      - { id: books, number: 1, title: Số sách hiện có, measure: cuốn }
      - title: Số bạn đọc
        measure: người
        columns:
          - { id: readers, number: 2, title: Tổng số, parts: [${parts}] }
          - { id: children, number: 3, title: Trẻ em }
          - { id: adults, number: 4, title: Người lớn }
`

const rule = `rules:
  - id: books_for_readers
    check: or_zero(books) > 0 or or_zero(readers) = 0
    basis: ours
    severity: explain
    message: Có bạn đọc nhưng không có sách.
`

export const walk: Page = {
  id: 'index',
  title: 'Một biểu mẫu trong mười phút',
  blocks: [
    text('Biểu Mẫu không có mã lập trình cho từng biểu. Một biểu báo cáo – các cột, dòng, công thức, quy tắc kiểm tra, ai gửi cho ai, hạn nào – được viết trong vài tệp văn bản ngắn. Phần mềm đọc các tệp đó rồi tự vẽ biểu, tự tính, tự kiểm tra và tự tổng hợp. Khi văn bản quy định thay đổi, chỉ cần sửa tệp.'),
    text('Trang này lập một biểu thật, từ thư mục trống: mỗi xã báo cáo số sách và số bạn đọc của thư viện, huyện có bảng tổng hợp các xã. Hãy tạo thư mục `thu-vien` và lần lượt viết các tệp dưới đây; chỉ cần một trình soạn thảo văn bản. Tệp viết theo YAML: tên mục, dấu hai chấm, giá trị; thụt vào hai dấu cách là nằm trong mục phía trên.'),

    step('1. Tờ bìa của bộ'),
    text('Các tệp của một văn bản nằm chung trong một thư mục, gọi là một **bộ**. Tệp `pack.yaml` là tờ bìa.'),
    file('pack.yaml', `id: thu-vien
title: Biểu mẫu thư viện
version: 1
`),

    step('2. Ai tham gia'),
    text('Ai lập biểu, ai duyệt, ở loại đơn vị nào. Mã (như `clerk`) do ta đặt: chữ thường không dấu, số, dấu gạch dưới. Tên (title) là chữ hiện cho người dùng.'),
    file('organisation.yaml', `roles:
  clerk: { title: Người lập biểu, capabilities: [work-on-filings] }
  head: { title: Lãnh đạo, capabilities: [work-on-filings] }
kinds:
  commune: { title: Ủy ban nhân dân cấp xã, roles: [clerk, head] }
  district: { title: Phòng Văn hóa, roles: [clerk, head] }
`),

    step('3. Kỳ nào'),
    text('Một kỳ mỗi năm, số liệu tính đến ngày 31/10.'),
    file('periods.yaml', `kinds:
  year:
    title: Năm {year}
    cycle: yearly
    order: 1
    from: 01-01
    to: 12-31
    data-to: { default: 10-31 }
open-by-offset: -15
open-by-class: default
`),

    step('4. Đi qua những bước nào'),
    text('Quy trình gồm **trạng thái** (báo cáo đang ở đâu, ai giữ) và **thao tác** (ai làm gì để chuyển sang trạng thái khác). `receiver.clerk` là người lập biểu của đơn vị nhận. Điều kiện `errors = 0` chặn việc gửi khi còn lỗi; `seal` chốt số liệu, `deliver` chuyển cho đơn vị nhận.'),
    file('report.workflow.yaml', `id: report
title: Lập, gửi và tiếp nhận
version: 1
legal-basis: Văn bản ví dụ
reasons: { wrong: Số liệu chưa đúng }
states:
  drafting: { title: Đang lập, tone: working, holder: clerk, asks: Nhập số liệu, editable-by: clerk, takes-in: true, initial: true, closes-to: closed }
  sent: { title: Đã gửi, tone: sent, holder: receiver.clerk, asks: Tiếp nhận, visible-to-receiver: true }
  received: { title: Đã tiếp nhận, tone: done, holder: receiver.clerk, counts: true, visible-to-receiver: true }
  closed: { title: Đã khóa, tone: closed, final: true }
actions:
  send:
    title: Gửi
    tone: main
    by: [clerk, head]
    from: drafting
    to: sent
    guard: errors = 0 and filled > 0
    blocked: Biểu còn lỗi hoặc chưa có số liệu.
    effects: [seal, deliver]
  receive: { title: Tiếp nhận, tone: main, by: receiver.clerk, from: sent, to: received }
  return: { title: Trả lại, tone: return, by: receiver.clerk, from: [sent, received], to: drafting, reasons: [wrong] }
`),

    step('5. Biểu đầu tiên'),
    text('Bây giờ là biểu. `routes` nói ai lập, gửi cho ai, hạn nào, theo quy trình nào. `tables` là các bảng; bảng này có một dòng số liệu và hai cột.'),
    file('library.form.yaml', form(firstColumns, '')),
    text('Kiểm tra bộ bằng lệnh `bieumau check thu-vien`. Phần mềm trả lời `Không có lỗi.`'),

    step('6. Chia ra, và một quy tắc'),
    text('Số bạn đọc được chia ra trẻ em và người lớn. Viết `parts` là đủ: phần mềm kiểm tra tổng bằng các phần cộng lại. Quy tắc `rules` là những điều khác mà số liệu phải thỏa; `severity: explain` nghĩa là vẫn gửi được nhưng phải ghi giải trình.'),
    file('library.form.yaml', form(splitColumns('children, adults'), rule)),
    text('Trong công thức, ô để trống không phải là số 0. `or_zero(books)` coi ô trống là 0. Mọi phép tính có ở trang [Biểu thức](expressions).'),

    step('7. Khi viết nhầm'),
    text('Giả sử viết `adult` thay vì `adults`. `bieumau check` chỉ đúng tệp, dòng, cột và thường đoán ra chữ đúng; sửa xong thì kiểm tra lại.'),
    { kind: 'code', file: 'library.form.yaml', shows: 'issues', text: form(splitColumns('children, adult'), rule) },

    step('8. Ví dụ chạy được'),
    text('Ví dụ nói biểu phải làm gì: nhập những số này thì phải ra kết quả và câu báo kia. Tệp nằm trong thư mục `examples`; lệnh `bieumau test thu-vien` chạy tất cả. Địa chỉ của ô là mã bảng, dấu chấm, mã cột. Ví dụ được chạy lại mỗi khi cài bộ, nên một lần sửa nhầm bị phát hiện ngay.'),
    file('examples/library.yaml', `form: library
examples:
  - title: Tổng bằng các phần
    values: { main.books: 1200, main.readers: 90, main.children: 60, main.adults: 30 }
    findings: []
  - title: Tổng không bằng các phần thì báo lỗi ở ô tổng
    values: { main.books: 1200, main.readers: 95, main.children: 60, main.adults: 30 }
    findings: [{ code: finding.parts, at: main.readers }]
  - title: Có bạn đọc mà không có sách thì phải giải trình
    values: { main.readers: 90, main.children: 60, main.adults: 30 }
    findings: [{ code: finding.check, at: main.books }]
`),

    step('9. Bảng tổng hợp của huyện'),
    text('Huyện có một dòng cho mỗi xã và một dòng tổng. `roll-up` nói số liệu lấy từ ô nào của biểu cấp dưới. Chỉ báo cáo đã được tiếp nhận (trạng thái có `counts: true`) mới chảy lên. Biểu này không có `receiver` nên là biểu cao nhất.'),
    file('libraries.form.yaml', `id: libraries
code: 02/TV
title: Hoạt động thư viện các xã
legal-basis: Văn bản ví dụ
source: { confidence: ours, note: Ví dụ của trang trợ giúp }
version: 1
routes:
  - { reporting: [district], periods: [year], workflow: report }
tables:
  - id: communes
    stub-title: Xã, phường, thị trấn
    columns:
      - { id: books, number: 1, title: Số sách hiện có, measure: cuốn }
      - { id: readers, number: 2, title: Số bạn đọc, measure: người }
      - { id: per_reader, number: 3, title: Số sách trên một bạn đọc, decimals: 1, value: books / readers, aggregate: recompute }
    rows: { per: lower-unit, title: "Xã, phường, thị trấn", total: { id: total, title: Toàn huyện } }
    roll-up:
      from: library
      cells: { books: main.books, readers: main.readers }
signatures: [Người tổng hợp, TRƯỞNG PHÒNG]
`),
    text('Cột 3 có công thức: viết một lần cho cả cột. `aggregate: recompute` nói rằng ở dòng tổng, tỷ lệ được tính lại từ hai số tổng chứ không cộng các tỷ lệ.'),

    step('10. Làm gì tiếp'),
    {
      kind: 'list',
      items: [
        '`bieumau test thu-vien`: chạy các ví dụ.',
        '`bieumau describe thu-vien/library.form.yaml`: kể lại biểu bằng câu văn, để đối chiếu với văn bản.',
        '`bieumau explain thu-vien/library.form.yaml main.readers --values thu-vien/examples/library.yaml`: vì sao ô có giá trị đó.',
        '`bieumau format thu-vien`: viết lại các tệp theo một cách thống nhất; chú thích được giữ.',
        '`bieumau diff bản-cũ bản-mới`: so hai bản, mỗi thay đổi một câu: an toàn, cần báo, hay phá vỡ chuỗi số liệu.',
        '`bieumau install thu-vien`: cài bộ vào cơ sở dữ liệu. Bản đã cài không bao giờ bị sửa; muốn đổi thì tăng `version`.',
        '`bieumau new pack ma-bo`: tạo sẵn một bộ như trên để bắt đầu.',
      ],
    },
    text('Các trang sau là tài liệu tra cứu, được sinh ra từ chính phần mềm nên luôn khớp với bản đang chạy.'),
  ],
}
