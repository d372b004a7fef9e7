// Vietnamese sentences of the command line beside its issues: what the verbs say and ask. verbs-en.ts has the same keys.

export const verbsVi = {
  'cli.usage.options': 'Thêm --json để nhận kết quả cho chương trình khác đọc, --lang en để đọc tiếng Anh.',
  'cli.verb.start': 'chạy phần mềm',
  'cli.verb.check': 'kiểm tra các bộ; in mọi lỗi theo tệp:dòng:cột',
  'cli.verb.test': 'chạy các ví dụ của các bộ',
  'cli.verb.format': 'viết lại tệp theo một cách thống nhất',
  'cli.verb.explain': 'giải thích vì sao một ô có giá trị đó',
  'cli.name-missing': 'Lệnh còn thiếu tên.',
  'cli.name-unexpected': 'Không rõ “{name}” dùng làm gì.',
  'cli.unknown-option': 'Không có tùy chọn “{option}”.',
  'cli.option-value': 'Tùy chọn “{option}” dùng chưa đúng.',
  'cli.unknown-language': 'Không có ngôn ngữ “{name}”; chỉ có vi và en.',
  'cli.no-such-file': 'Không có tệp “{file}”.',
  'cli.file-refused': 'Không đọc hoặc ghi được “{file}” ({reason}).',
  'cli.no-such-form': 'Không có biểu “{name}”.',
  'cli.several-forms': 'Có nhiều biểu “{name}”: {packs}. Hãy ghi rõ bộ.',
  'cli.no-such-cell': 'Biểu {form} không có ô “{address}”.',
  'cli.test.ran': '{passed} ví dụ đạt, {failed} ví dụ không đạt.',
  'cli.test.unsound': '{count} lỗi; chưa chạy ví dụ nào.',
  'cli.format.wrote': 'Đã viết lại {file}',
  'cli.format.differs': 'Chưa theo cách viết thống nhất: {file}',
  'cli.format.done': 'Mọi tệp đã theo cách viết thống nhất.',

  // Why a cell has its value
  'explain.value': 'Giá trị: {value}',
  'explain.blank': 'để trống',
  'explain.formula': 'Phần mềm tính: {formula}',
  'explain.role.typed': 'Do người dùng nhập.',
  'explain.role.calculated': 'Do phần mềm tính.',
  'explain.role.rolled-up': 'Lấy từ báo cáo của cấp dưới.',
  'explain.role.closed': 'Ô không có số liệu.',
} as const satisfies Record<string, string>
