// Vietnamese sentences for what is wrong with data and with definitions, and for the command line. One row per code;
// issues-en.ts has the same keys.

export const issuesVi = {
  // Values
  'value.not-a-number': '“{text}” không phải là số.',
  'value.ambiguous-number': 'Không chắc “{text}” là số nào. Hãy dùng dấu chấm ngăn cách hàng nghìn và dấu phẩy cho phần thập phân, ví dụ 1.234.567,89.',
  'value.not-whole': 'Ô này chỉ nhận số nguyên, không nhận “{text}”.',
  'value.too-many-decimals': 'Ô này nhận tối đa {decimals} chữ số thập phân, không nhận “{text}”.',
  'value.too-large': 'Số “{text}” quá lớn, phần mềm không ghi nhận chính xác được.',
  'value.negative': 'Số liệu không được âm ({value}).',
  'value.below-min': '{value} nhỏ hơn mức thấp nhất được nhận ({min}).',
  'value.above-max': '{value} lớn hơn mức cao nhất được nhận ({max}).',
  'value.not-text': 'Ô này nhận chữ, không nhận số.',
  'value.text-too-long': 'Nội dung dài quá {limit} ký tự.',
  'value.unknown-cell': 'Biểu không có ô “{address}”.',
  'value.read-only-cell': 'Ô “{address}” do phần mềm tính hoặc tổng hợp, không nhập được.',

  // Findings in a filled-in form
  'finding.parts': '{label}: tổng số là {total} nhưng các phần {parts} cộng lại là {sum}, chênh {difference}.',
  'finding.parts-without-total': '{label}: đã nhập các phần {parts} (cộng lại {sum}) nhưng chưa nhập tổng số.',
  'finding.of-which': '{label}: {sum} lớn hơn {totalLabel} ({total}).',
  'finding.check': '{label}: {message}',
  'finding.division-by-zero': '{label}: không tính được vì chia cho 0.',
  'finding.out-of-range': '{label}: kết quả quá lớn, không ghi nhận chính xác được.',
  'finding.not-a-number': '{label}: giá trị không phải là số.',
  'explain.sum-of-rows': 'Tổng các dòng: {rows}',

  // Filings
  'filing.read-only.period-locked': 'Kỳ báo cáo đã khóa nên số liệu chỉ xem được.',
  'filing.read-only.state': 'Biểu đang ở trạng thái “{state}” nên số liệu chỉ xem được.',
  'filing.read-only.not-own': 'Đây là báo cáo của đơn vị khác: số liệu hiển thị là số liệu đã được phê duyệt.',
  'act.reason-missing': 'Cần chọn lý do.',
  'act.note-missing': 'Cần ghi rõ nội dung.',
  'act.paper-missing': 'Cần ghi số và ngày của báo cáo giấy.',

  // Definitions: reading
  'issue.nearest': 'Có phải là “{nearest}”?',
  'yaml.syntax': 'Tệp không đúng cú pháp YAML: {detail}',
  'yaml.too-large': 'Tệp dài quá {limit} ký tự.',
  'yaml.too-deep': 'Tệp lồng nhau quá {limit} tầng.',
  'yaml.too-many-aliases': 'Tệp dùng quá nhiều tham chiếu lặp lại.',
  'pack.unknown-file': 'Không rõ tệp “{file}” dùng làm gì. Tên tệp phải là pack.yaml, organisation.yaml, periods.yaml, calendar.yaml, units.yaml, *.form.yaml, *.workflow.yaml hoặc nằm trong examples/.',
  'pack.missing-file': 'Thiếu tệp {file}.',
  'pack.duplicate-definition': '“{id}” được định nghĩa hai lần trong bộ này.',
  'pack.required-missing': 'Không có bộ “{name}” mà bộ này cần.',
  'pack.version-taken': '“{id}” phiên bản {version} đã được cài với nội dung khác. Hãy tăng số phiên bản.',

  // Definitions: forms
  'form.duplicate-id': 'Mã “{id}” bị trùng.',
  'form.reserved-id': '“{id}” là từ của ngôn ngữ biểu thức, không dùng làm mã được.',
  'form.column-without-id': 'Cột “{title}” chưa có mã (id).',
  'form.duplicate-number': 'Số cột {number} bị trùng trong một bảng.',
  'form.unknown-column': 'Bảng không có cột “{name}”.',
  'form.unknown-row': 'Bảng không có dòng “{name}”.',
  'form.unknown-table': 'Biểu không có bảng “{name}”.',
  'form.part-of-itself': '“{name}” không thể là một phần của chính nó.',
  'form.part-twice': '“{name}” được kể hai lần trong một cách chia.',
  'form.group-holds-no-value': '“{title}” là nhóm cột nên không có số liệu, không có phần chia hay công thức.',
  'form.value-and-parts': 'Một cột không thể vừa có công thức vừa được cộng từ các phần.',
  'form.measure-mismatch': '“{total}” và “{part}” không cùng đơn vị tính hoặc số chữ số thập phân nên không cộng được.',
  'form.limit-not-exact': '{value} không ghi được chính xác với {decimals} chữ số thập phân.',
  'form.limits-crossed': 'Mức thấp nhất {min} lớn hơn mức cao nhất {max}.',
  'form.cycle': 'Các công thức phụ thuộc vòng tròn: {path}.',
  'form.roll-up-into-calculated': 'Cột “{name}” do phần mềm tính nên không nhận số liệu cấp dưới được.',
  'form.roll-up-needs-rows-per-unit': 'Bảng nhận số liệu cấp dưới phải có dòng theo đơn vị (rows: per).',
  'form.rows-per-unit-need-roll-up': 'Bảng có dòng theo đơn vị phải nêu lấy số liệu từ biểu nào (roll-up).',
  'rule.ours-cannot-block': 'Quy tắc “{id}” do phần mềm đặt ra (ours) nên không được chặn gửi báo cáo.',

  // Definitions: expressions
  'expression.syntax': 'Không hiểu biểu thức tại “{found}” (ký tự thứ {at}).',
  'expression.too-long': 'Biểu thức dài quá {limit} ký tự.',
  'expression.too-deep': 'Biểu thức lồng nhau quá {limit} tầng.',
  'expression.tree': '“{found}” không phải là một nút của cây biểu thức.',
  'expression.unknown-name': 'Không có tên “{name}” ở đây.',
  'expression.unknown-operator': 'Không có phép tính “{name}”.',
  'expression.not-in-guard': 'Phép tính “{name}” không dùng được trong điều kiện của quy trình.',
  'expression.arguments': 'Phép tính “{name}” cần {wanted} tham số, đang có {found}.',
  'expression.column-not-taken': 'Phép tính “{name}” không nhận cả cột.',
  'expression.type': 'Cần kiểu {wanted} nhưng gặp kiểu {found}.',
  'expression.reads-nothing': 'Biểu thức không đọc ô nào nên luôn cho một kết quả.',

  // Definitions: routes, roll-ups, organisation
  'route.unknown-kind': 'Không có loại đơn vị “{name}”.',
  'route.unknown-unit': 'Không có đơn vị “{name}”.',
  'route.unknown-period-kind': 'Không có loại kỳ báo cáo “{name}”.',
  'route.unknown-workflow': 'Không có quy trình “{name}”.',
  'roll-up.unknown-form': 'Không có biểu “{name}”.',
  'roll-up.unknown-cell': 'Biểu {form} không có ô “{name}”.',
  'roll-up.closed-cell': 'Ô “{name}” của biểu cấp dưới là ô đóng, không có số liệu.',
  'roll-up.does-not-fit': '“{name}” ({found}) không cùng đơn vị tính hoặc số chữ số thập phân với cột nhận ({wanted}).',
  'organisation.unknown-role': 'Không có vai trò “{name}”.',
  'units.duplicate-code': 'Mã đơn vị “{code}” bị trùng.',
  'units.unknown-parent': 'Đơn vị cấp trên “{name}” phải được khai báo trước đơn vị này.',
  'units.role-not-of-kind': 'Loại đơn vị “{kind}” không có vai trò “{role}”.',

  // Definitions: workflows
  'workflow.one-initial-state': 'Quy trình phải có đúng một trạng thái đầu (initial), đang có {found}.',
  'workflow.unknown-state': 'Không có trạng thái “{name}”.',
  'workflow.unknown-role': 'Không có vai trò “{name}”.',
  'workflow.unknown-effect': 'Không có hệ quả “{name}”.',
  'workflow.unknown-reason': 'Không có mã lý do “{name}”.',
  'workflow.final-is-editable': 'Trạng thái kết thúc “{id}” không được cho sửa số liệu.',
  'workflow.leaves-final': 'Thao tác “{id}” đi ra từ trạng thái kết thúc “{state}”.',
  'workflow.nobody-can': 'Không ai làm được thao tác “{id}” vì trạng thái “{state}” không có người giữ.',
  'workflow.no-way-on': 'Thao tác “{id}” phải có một trạng thái đích không kèm điều kiện ở cuối.',
  'workflow.unreachable-state': 'Không có cách nào đi đến trạng thái “{id}”.',
  'workflow.dead-end': 'Trạng thái “{id}” không có lối ra mà không được ghi là kết thúc.',

  // Examples
  'example.unknown-form': 'Bộ này không có biểu “{name}”.',
  'example.unknown-cell': 'Biểu không có ô nhập “{address}”.',
  'example.bad-value': 'Ô “{address}” không nhận giá trị này ({reason}).',
  'example.wrong-value': 'Ô “{address}” phải là {wanted} nhưng tính ra {found}.',
  'example.findings-differ': 'Phát hiện phải là: {wanted}; nhưng là: {found}.',

  // Command line
  'cli.usage': 'Cách dùng:',
  'cli.check.issues': '{count} lỗi.',
  'cli.check.sound': 'Không có lỗi.',
  'cli.building-interface': 'Đang dựng giao diện…',
  'cli.ready': 'Biểu Mẫu đã sẵn sàng tại {address}',
  'cli.demo-accounts': 'Chế độ minh họa. Tài khoản (mật khẩu chung: {password}):',
} as const satisfies Record<string, string>
