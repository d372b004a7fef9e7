// What the manual says about the small tables of the engine: modes and sources of expressions, kinds of cells,
// aggregations, capabilities, facts of guards, effects. A test holds that no row of those tables goes without words.

/** Shapes that are used in several places and have a name of their own. */
export const shapeTitles: Readonly<Record<string, string>> = { column: 'Cột', stub: 'Dòng' }

export const modeWords: Readonly<Record<string, string>> = {
  'calculate': 'Công thức của cột, dòng hoặc ô (`value`).',
  'check': 'Điều kiện của quy tắc kiểm tra (`check`).',
  'visible-when': 'Điều kiện hiện, bắt buộc, khóa của ô nhập (`visible-when`, `required-when`, `read-only-when`).',
  'prefill': 'Giá trị điền sẵn khi mở biểu (`prefill`).',
  'guard': 'Điều kiện của thao tác trong quy trình (`guard`, `offered`, `when`).',
}

export const placeWords: Readonly<Record<string, readonly [spelling: string, words: string]>> = {
  'own': ['acts, main.acts, main.r1.acts', 'Ô của chính báo cáo này. Trong điều kiện của quy trình: dữ kiện về báo cáo.'],
  'form': ['form("12x").main.acts', 'Ô của biểu khác, cùng đơn vị, cùng kỳ.'],
  'previous': ['previous(acts)', 'Cùng ô của cùng kỳ năm trước.'],
  'carried-over': ['carried_over(closing)', 'Ô của kỳ liền trước, dùng cho số đầu kỳ chuyển sang.'],
  'unit': ['unit.population', 'Thuộc tính của đơn vị báo cáo; luôn có `unit.name`, `unit.code`, `unit.kind`.'],
  'period': ['period.year', 'Thuộc tính của kỳ báo cáo: `kind`, `year`, `from`, `to`, `data_to`.'],
  'entry': ['entry.weight', 'Thuộc tính của mục danh mục mà dòng này nói đến; luôn có `entry.code`, `entry.title`.'],
}

export const rangeWords: Readonly<Record<string, readonly [spelling: string, words: string]>> = {
  'column': ['sum(column acts)', 'Mọi dòng số liệu của một cột. Của kỳ khác, biểu khác: `sum(previous(column acts))`, `sum(column form("12x").main.acts)`; khi đó dãy ô đứng một mình trong `sum`, `min`, `max` hoặc `count`.'],
  'row': ['sum(row r1)', 'Mọi cột số của một dòng.'],
  'group': ['sum(group works)', 'Các cột nằm dưới một tiêu đề nhóm có mã.'],
}

export const kindWords: Readonly<Record<string, string>> = {
  'number': 'Số, với số chữ số thập phân đã định (`decimals`).',
  'money': 'Số tiền; `measure` là đơn vị tiền.',
  'date': 'Ngày.',
  'yes-no': 'Có hoặc không.',
  'text': 'Một dòng chữ.',
  'long-text': 'Đoạn chữ nhiều dòng.',
  'choice': 'Chọn một trong các lựa chọn (`choices`): viết sẵn, hoặc các mục của một danh mục còn hiệu lực vào ngày chốt số liệu.',
  'choices': 'Chọn nhiều trong các lựa chọn (`choices`), viết sẵn hoặc lấy từ danh mục.',
  'unit': 'Một đơn vị trong danh sách đơn vị.',
  'address': 'Địa chỉ.',
  'identity-number': 'Số định danh cá nhân.',
  'phone': 'Số điện thoại.',
  'email': 'Địa chỉ thư điện tử.',
  'attachment': 'Tệp đính kèm (`accept`, `max-size`, `max-count`).',
}

export const factWords: Readonly<Record<string, string>> = {
  'errors': 'Số lỗi chặn gửi.',
  'unexplained': 'Số mục phải giải trình mà chưa có giải trình.',
  'filled': 'Số ô đã có số liệu, kể cả số 0.',
  'missing': 'Số đơn vị cấp dưới chưa được tiếp nhận báo cáo.',
  'needs_checker': 'Đơn vị có bước kiểm tra.',
  'on_behalf': 'Do đơn vị nhận nhập thay.',
  'stale': 'Số liệu cấp dưới đã thay đổi sau khi tổng hợp.',
  'has_receiver': 'Có đơn vị nhận ở cấp trên.',
  'overdue': 'Một thời hạn của hồ sơ đã hết mà việc chưa xong.',
}

export const effectWords: Readonly<Record<string, string>> = {
  'write-zeros': 'Ghi số 0 vào mọi ô số còn trống mà người làm được nhập (không phát sinh), rồi mới xét điều kiện và lỗi.',
  'seal': 'Chốt số liệu thành bản không sửa được.',
  'deliver': 'Chuyển bản đã chốt cho đơn vị nhận.',
  'count': 'Bản đã chuyển được tính vào số liệu cấp trên.',
  'notify': 'Báo cho những người có vai trò này; `holder` là người giữ trạng thái tiếp theo.',
  'assign': 'Người làm chọn một người có vai trò này để giao việc; người đó là `assigned.<vai trò>`.',
  'start-clock': 'Bắt đầu tính thời hạn này.',
  'stop-clock': 'Thôi tính thời hạn này.',
  'open-task': 'Mở việc này trong hộp việc.',
  'close-task': 'Đóng việc này.',
}

export const capabilityWords: Readonly<Record<string, string>> = {
  'work-on-filings': 'Lập, nhập và xử lý báo cáo, trong phạm vi quy trình cho phép.',
  'read-below': 'Xem số liệu đã duyệt của đơn vị cấp dưới.',
  'read-approved': 'Xem số liệu đã duyệt của mọi đơn vị.',
  'open-periods': 'Mở kỳ báo cáo.',
  'manage-accounts': 'Quản lý tài khoản của đơn vị mình và các đơn vị cấp dưới.',
  'manage-all-accounts': 'Quản lý tài khoản của mọi đơn vị.',
  'manage-units': 'Quản lý danh mục đơn vị: nhập danh sách của một ngày, sửa mã chưa dùng, ghi sáp nhập, chia tách.',
  'name-substitutes': 'Cử người làm thay khi vắng mặt.',
  'remind-units': 'Đôn đốc các đơn vị mình theo dõi lập và gửi báo cáo.',
  'keep-codelists': 'Giữ danh mục động của đơn vị: thêm, sửa, gộp, kết thúc mục, xác nhận hoàn thành.',
}

/** What an expression comes to, where a table of the manual shows it. */
export const outcomeWords: Readonly<Record<string, string>> = {
  'blank': 'để trống',
  'true': 'đúng',
  'false': 'sai',
  'division-by-zero': 'lỗi chia cho 0',
  'expression.type': 'bị từ chối: sai kiểu',
  'expression.unknown-name': 'bị từ chối: không có tên này',
}
