// Vietnamese sentences, one row per code, grouped by the part of the engine that says them. A sentence tells an officer
// what happened and what to do next. NFC; {name} is filled from the params; en.ts has the same keys.

export const vi = {
  // Refused requests: `problem.<code>` is the detail, `problem.<code>.title` the heading.
  'problem.bad-request.title': 'Yêu cầu không hợp lệ',
  'problem.bad-request': 'Phần mềm không hiểu yêu cầu này. Vui lòng tải lại trang rồi thực hiện lại.',
  'problem.bad-json.title': 'Dữ liệu gửi lên không đọc được',
  'problem.bad-json': 'Dữ liệu gửi lên không đúng định dạng JSON. Vui lòng tải lại trang rồi thực hiện lại.',
  'problem.invalid-input.title': 'Thông tin chưa đúng',
  'problem.invalid-input': 'Một số thông tin còn thiếu hoặc chưa đúng. Vui lòng sửa các mục được chỉ ra rồi gửi lại.',
  'problem.not-logged-in.title': 'Chưa đăng nhập',
  'problem.not-logged-in': 'Anh/chị chưa đăng nhập hoặc phiên làm việc đã hết. Vui lòng đăng nhập để tiếp tục.',
  'problem.wrong-login.title': 'Đăng nhập không thành công',
  'problem.wrong-login':
    'Tên đăng nhập hoặc mật khẩu không đúng. Vui lòng kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi nhập lại.',
  'problem.account-locked.title': 'Tài khoản đang bị khóa',
  'problem.account-locked':
    'Tài khoản này đang bị khóa. Vui lòng liên hệ người quản trị tài khoản của đơn vị để được mở khóa.',
  'problem.account-revoked.title': 'Tài khoản đã bị thu hồi',
  'problem.account-revoked':
    'Tài khoản này đã bị thu hồi và không dùng được nữa. Nếu vẫn được giao nhiệm vụ, vui lòng đề nghị người quản trị cấp tài khoản mới.',
  'problem.must-change-password.title': 'Cần đổi mật khẩu',
  'problem.must-change-password': 'Mật khẩu đang dùng là mật khẩu được cấp. Vui lòng đổi mật khẩu trước khi làm việc khác.',
  'problem.not-allowed.title': 'Không có quyền thực hiện',
  'problem.not-allowed':
    'Tài khoản của anh/chị không được giao quyền làm việc này. Nếu đây là nhiệm vụ được giao, vui lòng liên hệ người quản trị tài khoản.',
  'problem.wrong-origin.title': 'Yêu cầu đến từ trang khác',
  'problem.wrong-origin':
    'Yêu cầu không được gửi từ trang của phần mềm nên bị từ chối để bảo vệ tài khoản. Vui lòng mở phần mềm bằng địa chỉ chính thức rồi thực hiện lại.',
  'problem.not-found.title': 'Không tìm thấy',
  'problem.not-found': 'Không tìm thấy nội dung này, hoặc nội dung không thuộc phạm vi anh/chị được xem.',
  'problem.method-not-allowed.title': 'Không thực hiện được theo cách này',
  'problem.method-not-allowed': 'Địa chỉ này không nhận loại yêu cầu vừa gửi. Vui lòng tải lại trang rồi thực hiện lại.',
  'problem.period-locked.title': 'Kỳ báo cáo đã khóa',
  'problem.period-locked':
    'Kỳ báo cáo đã khóa nên số liệu không sửa được nữa. Nếu cần chỉnh lý, vui lòng có văn bản đề nghị cơ quan quản lý số liệu.',
  'problem.period-not-open.title': 'Kỳ báo cáo chưa mở',
  'problem.period-not-open': 'Kỳ báo cáo này chưa được mở. Vui lòng thực hiện sau khi có thông báo mở kỳ.',
  'problem.period-not-next.title': 'Chưa đến lượt mở kỳ này',
  'problem.period-not-next': 'Kỳ mở tiếp theo phải là “{next}”. Vui lòng kiểm tra lại loại kỳ và năm.',
  'problem.period-unconfirmed.title': 'Chưa xác nhận mở kỳ',
  'problem.period-unconfirmed':
    'Mở kỳ mới thì kỳ trước bị khóa. Vui lòng xem danh sách báo cáo chưa hoàn thành rồi xác nhận mở kỳ.',
  'problem.period-changed.title': 'Danh sách đã thay đổi',
  'problem.period-changed':
    'Từ lúc anh/chị xem đến nay, danh sách báo cáo chưa hoàn thành hoặc các biểu của kỳ mới đã thay đổi nên kỳ chưa được mở. Vui lòng xem lại rồi xác nhận.',
  'problem.pack-not-in-force.title': 'Bộ biểu mẫu không có hiệu lực',
  'problem.pack-not-in-force': 'Bộ biểu mẫu của kỳ này không có hiệu lực vào ngày {day}.',
  'problem.act-not-possible.title': 'Không thực hiện được ở bước này',
  'problem.act-not-possible':
    'Báo cáo không còn ở bước cho phép làm việc này, có thể vì người khác vừa xử lý. Vui lòng tải lại báo cáo để xem trạng thái hiện tại.',
  'problem.act-blocked.title': 'Chưa đủ điều kiện thực hiện',
  'problem.act-blocked': 'Chưa thực hiện được bước này. {reason}',
  'problem.idempotency-key-reused.title': 'Yêu cầu bị lặp mã',
  'problem.idempotency-key-reused':
    'Mã của yêu cầu này đã dùng cho một yêu cầu có nội dung khác. Vui lòng tải lại trang rồi thực hiện lại.',
  'problem.already-exists.title': 'Đã tồn tại',
  'problem.already-exists': 'Nội dung này đã có trong phần mềm nên không tạo thêm. Vui lòng kiểm tra lại danh sách.',
  'problem.changed-since.title': 'Số liệu vừa được người khác sửa',
  'problem.changed-since':
    'Từ khi anh/chị mở trang, người khác đã sửa nội dung này. Vui lòng xem các thay đổi được chỉ ra rồi chọn giá trị đúng.',
  'problem.too-large.title': 'Dữ liệu quá lớn',
  'problem.too-large': 'Dữ liệu gửi lên vượt quá dung lượng cho phép ({limit}). Vui lòng chia nhỏ rồi gửi lại.',
  'problem.unsupported-media-type.title': 'Loại dữ liệu không được hỗ trợ',
  'problem.unsupported-media-type': 'Phần mềm chỉ nhận dữ liệu dạng JSON tại địa chỉ này. Vui lòng tải lại trang rồi thực hiện lại.',
  'problem.invalid-values.title': 'Giá trị chưa đúng',
  'problem.invalid-values': 'Một số giá trị chưa đúng nên chưa được ghi nhận. Vui lòng sửa các mục được chỉ ra rồi thực hiện lại.',
  'problem.password-too-weak.title': 'Mật khẩu mới chưa đạt yêu cầu',
  'problem.password-too-weak': 'Mật khẩu mới chưa đạt yêu cầu. Vui lòng chọn mật khẩu khác theo chỉ dẫn.',
  'problem.idempotency-key-missing.title': 'Yêu cầu thiếu mã chống lặp',
  'problem.idempotency-key-missing':
    'Yêu cầu thiếu tiêu đề Idempotency-Key, hoặc tiêu đề không đúng quy cách. Vui lòng tải lại trang rồi thực hiện lại.',
  'problem.too-many-attempts.title': 'Nhập sai quá nhiều lần',
  'problem.too-many-attempts':
    'Đã nhập sai mật khẩu quá nhiều lần. Vui lòng thử lại sau {minutes} phút; nếu quên mật khẩu, hãy liên hệ người quản trị tài khoản.',
  'problem.too-busy.title': 'Hệ thống đang bận',
  'problem.too-busy': 'Hệ thống đang bận nên chưa thực hiện được yêu cầu. Vui lòng thử lại sau ít phút.',
  'problem.shutting-down.title': 'Hệ thống đang khởi động lại',
  'problem.shutting-down': 'Hệ thống đang khởi động lại. Vui lòng thử lại sau ít phút.',
  'problem.internal-error.title': 'Lỗi phần mềm',
  'problem.internal-error':
    'Phần mềm gặp lỗi khi thực hiện yêu cầu. Vui lòng thử lại; nếu vẫn lỗi, hãy báo bộ phận hỗ trợ kèm mã {requestId}.',

  // Passwords
  'password.too-short': 'Mật khẩu phải có ít nhất {least} ký tự.',
  'password.same-as-before': 'Mật khẩu mới phải khác mật khẩu đang dùng.',
  'password.wrong-current': 'Mật khẩu đang dùng không đúng.',

  // Shapes: one row per keyword of JSON Schema
  'shape.type': 'Giá trị phải thuộc kiểu {type}.',
  'shape.required': 'Thiếu mục “{missing}”.',
  'shape.additionalProperties': 'Không có mục nào tên là “{property}”.',
  'shape.unevaluatedProperties': 'Không có mục nào tên là “{property}”.',
  'shape.propertyNames': 'Tên mục “{property}” không đúng quy cách.',
  'shape.minLength': 'Cần ít nhất {limit} ký tự.',
  'shape.maxLength': 'Không được dài quá {limit} ký tự.',
  'shape.characters': 'Có ký tự không ghi nhận được (ký tự rỗng hoặc bị cắt dở). Vui lòng xóa đoạn vừa dán rồi nhập lại.',
  'shape.pattern': 'Không đúng quy cách ({pattern}).',
  'shape.format': 'Không đúng định dạng {format}.',
  'shape.minimum': 'Phải lớn hơn hoặc bằng {limit}.',
  'shape.maximum': 'Phải nhỏ hơn hoặc bằng {limit}.',
  'shape.exclusiveMinimum': 'Phải lớn hơn {limit}.',
  'shape.exclusiveMaximum': 'Phải nhỏ hơn {limit}.',
  'shape.multipleOf': 'Phải là bội số của {multiple}.',
  'shape.enum': 'Chỉ được nhận một trong các giá trị: {allowed}.',
  'shape.const': 'Giá trị phải là “{allowed}”.',
  'shape.anyOf': 'Giá trị không thuộc các dạng được phép.',
  'shape.oneOf': 'Giá trị phải thuộc đúng một trong các dạng được phép.',
  'shape.not': 'Giá trị này không được phép.',
  'shape.minItems': 'Cần ít nhất {limit} phần tử.',
  'shape.maxItems': 'Không được quá {limit} phần tử.',
  'shape.additionalItems': 'Không được quá {limit} phần tử.',
  'shape.uniqueItems': 'Các phần tử không được trùng nhau.',
  'shape.contains': 'Thiếu phần tử bắt buộc.',
  'shape.minProperties': 'Cần ít nhất {limit} mục.',
  'shape.maxProperties': 'Không được quá {limit} mục.',
  'shape.dependentRequired': 'Đã có mục “{property}” thì phải có mục “{missing}”.',

  // Pages that the server itself writes
  'page.interface-missing.title': 'Giao diện chưa sẵn sàng',
  'page.interface-missing': 'Máy chủ đang chạy nhưng giao diện chưa được dựng. Người quản trị hãy chạy lệnh {command} rồi tải lại trang.',

  // Units and lists of them
  'problem.unit-in-use.title': 'Đơn vị đã được sử dụng',
  'problem.unit-in-use': 'Đơn vị này đã có tài khoản hoặc báo cáo nên không đổi mã được nữa.',
  'unit-list.open-quote': 'Dấu nháy kép mở ở đây không được đóng lại. Hãy thêm dấu nháy đóng, hoặc bỏ dấu nháy mở.',
  'unit-list.unreadable': 'Không đọc được tệp. Hãy dùng tệp XLSX, hoặc CSV mã hóa UTF-8.',
  'unit-list.empty': 'Danh sách không có dòng nào.',
  'unit-list.no-column': 'Dòng tiêu đề không có cột “{column}”; các cột tìm thấy: {found}.',
  'unit-list.blank': 'Ô “{column}” bị bỏ trống.',
  'unit-list.unknown-level': 'Không rõ “{name}” (mã {code}, cấp “{level}”) thuộc cấp nào vào ngày của danh sách.',
  'unit-list.code-twice': 'Mã {code} ({name}) đã có ở dòng {line} ({first}).',
  'unit-list.name-twice': '“{name}” đã có ở dòng {line}, cùng đơn vị cấp trên.',
  'unit-list.orphan': '“{name}” (mã {code}) có mã cấp trên {parent}, nhưng không có đơn vị nào mang mã ấy.',
  'unit-list.parent-missing': '“{name}” (mã {code}) không ghi mã cấp trên.',
  'unit-list.circle': 'Mã {code} đứng trên chính nó.',
  'unit-list.unit-code-shape': 'Mã đơn vị “{code}” không đúng quy cách: chỉ gồm chữ thường không dấu, số và dấu gạch dưới.',
  'unit-list.unit-code-twice': 'Mã đơn vị “{code}” đã có ở dòng {line}.',
  'unit-list.unit-code-taken': 'Mã đơn vị “{code}” đã được dùng cho đơn vị khác.',
  'unit-list.unknown-source': '“{name}” (mã {code}) được nhập từ mã {from}, nhưng trước ngày này không có đơn vị cùng cấp mang mã ấy.',
  'account.role-not-of-unit': '{unit} không có vai trò “{role}”.',
  'account.too-many': 'Còn thiếu {count} tài khoản; mỗi lần cấp nhiều nhất {most}. Hãy chọn đơn vị cấp thấp hơn, hoặc dùng dòng lệnh.',
} as const satisfies Record<string, string>
