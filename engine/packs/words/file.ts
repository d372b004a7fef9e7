// What each kind of file of a pack is.
import type { Rows } from './rows.ts'

export const fileWords: Rows = {
  form: ['Biểu mẫu', 'Một biểu báo cáo: các bảng, dòng, cột, công thức, quy tắc kiểm tra và tuyến gửi. Tệp có tên <mã>.form.yaml.'],
  workflow: ['Quy trình', 'Các bước mà một báo cáo đi qua: trạng thái, người giữ, thao tác. Tệp có tên <mã>.workflow.yaml.'],
  pack: ['Bộ định nghĩa', 'Tờ bìa của một bộ: mã, tên, phiên bản và các bộ mà nó cần. Tệp có tên pack.yaml.'],
  organisation: ['Tổ chức', 'Các loại đơn vị và vai trò. Tệp có tên organisation.yaml.'],
  periods: ['Kỳ báo cáo', 'Các loại kỳ báo cáo trong một năm và ngày chốt số liệu. Tệp có tên periods.yaml.'],
  calendar: ['Lịch làm việc', 'Ngày nghỉ hằng tuần và ngày lễ, dùng để dời hạn gửi và đếm ngày làm việc. Tệp có tên calendar.yaml.'],
  units: ['Đơn vị', 'Cây đơn vị và tài khoản, dùng cho bản trình diễn hoặc nạp lần đầu. Tệp có tên units.yaml.'],
  scenario: ['Ví dụ của quy trình', 'Ví dụ chạy được của một quy trình: ngày nào làm gì thì hồ sơ phải ở đâu. Tệp nằm trong thư mục examples/, tên <mã>.workflow.yaml.'],
  codelist: ['Danh mục', 'Danh sách mã dùng cho dòng, nhóm và lựa chọn của biểu, kèm thời gian có hiệu lực. Tệp có tên <mã>.codelist.yaml.'],
  print: ['Mẫu in', 'Cách trình bày báo cáo hoặc công văn kèm theo trên giấy. Tệp nằm trong thư mục print/.'],
  example: ['Ví dụ', 'Ví dụ chạy được của một biểu: nhập gì thì phải ra gì. Tệp nằm trong thư mục examples/.'],
}
