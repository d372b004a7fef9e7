// The reference manual, made from what the engine itself reads: editing schemas, operators, modes, issue codes with their
// broken examples. What is new in the language appears here by itself; only the walk-through is written by hand.
import { blankWords, errorWords, type Operator } from '../core/expression/operator.ts'
import { logicDifferences } from '../core/expression/logic-differences.ts'
import { modes } from '../core/expression/modes.ts'
import { operators } from '../core/expression/operators.ts'
import { words as keptWords } from '../core/expression/tree.ts'
import { issuesVi } from '../core/messages/issues-vi.ts'
import { vi } from '../core/messages/vi.ts'
import { capabilities } from '../core/pack.ts'
import { effects } from '../core/workflow/effects.ts'
import { factTypes } from '../core/workflow/facts.ts'
import { propertyTables } from './manual-properties.ts'
import type { Block, Page } from './manual-page.ts'
import { walk } from './manual-walk.ts'
import { capabilityWords, effectWords, factWords, modeWords, outcomeWords, placeWords, rangeWords } from './manual-words.ts'
import { editingSchema, schemas, type SchemaKind } from './schemas.ts'
import { aggregationTable, kindTable, rollUpTable } from './manual-tables.ts'

/** One small example of a definition that is wrong, per issue code. */
export type BrokenExample = { readonly code: string; readonly file: string; readonly text: string }

/** Which page tells of which kinds of file; kinds that are named nowhere come last, on a page of their own. */
const pagesOfKinds: readonly { readonly id: string; readonly title: string; readonly kinds: readonly SchemaKind[] }[] = [
  { id: 'form', title: 'Biểu mẫu', kinds: ['form'] },
  { id: 'workflow', title: 'Quy trình', kinds: ['workflow'] },
  { id: 'pack', title: 'Bộ, tổ chức, kỳ, lịch, đơn vị', kinds: ['pack', 'organisation', 'periods', 'calendar', 'units'] },
  { id: 'codelist', title: 'Danh mục', kinds: ['codelist'] },
  { id: 'print', title: 'Mẫu in', kinds: ['print'] },
  { id: 'examples', title: 'Ví dụ chạy được', kinds: ['example', 'scenario'] },
]

export function manualPages(broken: readonly BrokenExample[]): Page[] {
  const named = pagesOfKinds.flatMap(({ kinds }) => kinds)
  const rest = (Object.keys(schemas) as SchemaKind[]).filter((kind) => !named.includes(kind))
  return [
    walk,
    ...[...pagesOfKinds, ...(rest.length === 0 ? [] : [{ id: 'other-files', title: 'Các tệp khác', kinds: rest }])].map(kindPage),
    expressionPage(),
    issuePage(broken),
  ]
}

const text = (words: string): Block => ({ kind: 'text', text: words })
const heading = (words: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', level, text: words })

function kindPage({ id, title, kinds }: { id: string; title: string; kinds: readonly SchemaKind[] }): Page {
  const several = kinds.length > 1
  const intro = 'Dấu * là mục bắt buộc. Mục không có trong bảng bị từ chối, nên viết nhầm tên mục được báo ngay.'
  return {
    id,
    title,
    blocks: [
      text(several ? intro : `${editingSchema(kinds[0] as SchemaKind).description ?? ''} ${intro}`),
      text(`Trình soạn thảo gợi ý và kiểm tra khi gõ nếu dòng đầu tệp ghi: \`# yaml-language-server: $schema=…/schemas/${kinds[0] ?? ''}.schema.json\` (máy chủ đang chạy phát các tệp này tại /schemas).`),
      ...kinds.flatMap((kind) => {
        const schema = editingSchema(kind)
        return [...(several ? [heading(schema.title ?? kind), text(schema.description ?? '')] : []), ...propertyTables(schema, several ? 3 : 2, schema.title ?? kind, several ? kind : '')]
      }),
      ...(id === 'form' ? [...kindTable(), ...aggregationTable(), ...rollUpTable()] : []),
      ...(id === 'workflow' ? workflowTables() : []),
      ...(id === 'pack' ? [heading('Các quyền'), { kind: 'table' as const, title: 'Các quyền', head: ['Quyền', 'Ý nghĩa'], rows: capabilities.map((one) => [`\`${one}\``, capabilityWords[one] ?? '']) }] : []),
    ],
  }
}

function workflowTables(): Block[] {
  return [
    heading('Dữ kiện cho điều kiện'),
    text('Điều kiện của thao tác chỉ đọc được các dữ kiện này; không dữ kiện nào để trống.'),
    { kind: 'table', title: 'Dữ kiện', head: ['Tên', 'Kiểu', 'Ý nghĩa'], rows: Object.entries(factTypes).map(([name, type]) => [`\`${name}\``, typeWords[type] ?? type, factWords[name] ?? '']) },
    heading('Hệ quả'),
    { kind: 'table', title: 'Hệ quả', head: ['Cách viết', 'Ý nghĩa'], rows: Object.entries(effects).map(([name, about]) => [`\`${about === 'nothing' ? name : `{ ${name}: … }`}\``, effectWords[name] ?? '']) },
  ]
}

const typeWords: Readonly<Record<string, string>> = { number: 'số', boolean: 'đúng/sai', text: 'chữ', date: 'ngày', any: 'bất kỳ', same: 'cùng kiểu', ordered: 'số hoặc ngày' }
const groupTitles: Readonly<Record<Operator['group'], string>> = { number: 'Số', logic: 'So sánh và điều kiện', date: 'Ngày', text: 'Chữ và lựa chọn' }

function expressionPage(): Page {
  const all = [...operators.values()]
  const policy = (operator: Operator): string => [
    typeof operator.blank === 'string' ? blankWords[operator.blank].vi : operator.blank.vi,
    typeof operator.errors === 'string' ? errorWords[operator.errors].vi : operator.errors.vi,
  ].join(' ')
  return {
    id: 'expressions',
    title: 'Biểu thức',
    blocks: [
      text('Công thức, quy tắc và điều kiện viết bằng cùng một ngôn ngữ, theo hai cách viết đổi qua lại được: **chữ**, như `contracts + other_acts`, và **cây JSON Logic**, như `{"+": [{"var": "contracts"}, {"var": "other_acts"}]}`. `bieumau format` viết lại thành chữ.'),
      text('Các ô gọi bằng mã (id), không bằng số cột in trên biểu: `money / done`, không phải `(5)/(4)`. Số thập phân viết với dấu chấm: `1.5`; phần trăm viết là số: `150%` là `1.5`. Trong ngoặc nhọn `{ }`, dấu phẩy ngăn các mục, nên biểu thức hay câu chữ có dấu phẩy hoặc dấu hai chấm phải đặt trong dấu nháy kép: `{ id: average, value: "if(done > 0, money / done, blank)" }`.'),
      text('Một biểu thức thuộc về cả cột, cả dòng hoặc cả nhóm, không viết riêng cho từng ô. Số được tính chính xác; chỉ làm tròn ở ô có số chữ số thập phân đã định, nửa đơn vị thì làm tròn ra xa số 0.'),
      heading('Dùng ở đâu'),
      { kind: 'table', title: 'Nơi dùng biểu thức', head: ['Nơi dùng', 'Kết quả', 'Đọc được gì'], rows: Object.entries(modes).map(([name, { result, places }]) => [modeWords[name] ?? name, result === undefined ? 'kiểu của ô' : (typeWords[result] ?? result), places.map((one) => `\`${placeWords[one]?.[0].split(',')[0] ?? one}\``).join(', ')]) },
      heading('Gọi tên các ô'),
      { kind: 'table', title: 'Cách gọi tên', head: ['Cách viết', 'Ý nghĩa'], rows: [...Object.values(placeWords), ...Object.values(rangeWords)].map(([spelling, words]) => [spelling.split(', ').map((one) => `\`${one}\``).join(', '), words]) },
      text(`Các từ ${keptWords.map((one) => `\`${one}\``).join(', ')} thuộc về ngôn ngữ, không dùng làm mã. Chữ viết trong dấu nháy kép: \`"x"\`. \`blank\` là để trống.`),
      heading('Để trống và lỗi'),
      text('Chia cho 0 là lỗi, chặn chuyển và gửi biểu. Mẫu số có thể bằng 0 thì viết: `if(done > 0, money / done, blank)`; mẫu số để trống thì kết quả để trống.'),
      text('Để trống không phải là số 0. Mỗi phép tính nói rõ nó làm gì với ô để trống và với ô lỗi; cột “Để trống, lỗi” dưới đây ghi điều đó.'),
      ...(Object.keys(groupTitles) as Operator['group'][]).flatMap((group): Block[] => [
        heading(groupTitles[group]),
        {
          kind: 'table',
          title: groupTitles[group],
          head: ['Phép tính', 'Ý nghĩa', 'Nhận', 'Cho', 'Để trống, lỗi', 'Ví dụ'],
          rows: all.filter((one) => one.group === group).map((one) => [
            `\`${one.usage}\``, one.doc.vi, `${one.params.map((param) => typeWords[param] ?? param).join(', ')}${one.rest === true ? ', …' : ''}${one.ranges === true ? '; cả cột, dòng, nhóm' : ''}`,
            typeWords[one.result] ?? one.result, policy(one), `\`${one.example[0]}\` cho \`${one.example[1]}\``,
          ]),
        },
      ]),
      heading('Khác json-logic-js ở đâu'),
      text('Điều kiện của quy trình chạy bằng thư viện json-logic-js trên dữ kiện không bao giờ trống. Công thức và quy tắc của ô thì không, vì thư viện đó sai với số liệu thống kê ở những điểm sau.'),
      { kind: 'table', title: 'Khác biệt', head: ['Biểu thức (`x` để trống)', 'json-logic-js', 'Biểu Mẫu', 'Vì sao'], rows: logicDifferences.map(({ text: said, theirs, ours, why }) => [`\`${said}\``, theirs === 'refused' ? 'dừng với lỗi' : `\`${theirs}\``, outcomeWords[ours] ?? ours, why.vi]) },
    ],
  }
}

function issuePage(broken: readonly BrokenExample[]): Page {
  const sentences: Readonly<Record<string, string>> = { ...vi, ...issuesVi }
  const groups = [...new Set(broken.map(({ code }) => code.split('.')[0] ?? ''))]
  const shapes = Object.keys(sentences).filter((code) => code.startsWith('shape.'))
  return {
    id: 'issues',
    title: 'Các lỗi của định nghĩa',
    blocks: [
      text('Mỗi lỗi được in thành một dòng: `tệp:dòng:cột mã câu`. Phần trong ngoặc nhọn được thay bằng tên thật. Dưới mỗi mã là một ví dụ sai nhỏ nhất: các mục ở đó thay cho mục cùng tên của một bộ đúng; dấu `<- here` hoặc `^ here` chỉ chỗ được báo.'),
      heading('Dạng của tệp'),
      text('Sai dạng (thiếu mục, thừa mục, sai kiểu) được báo bằng các mã sau; bảng các mục ở những trang trước nói dạng nào là đúng.'),
      { kind: 'table', title: 'Lỗi về dạng', head: ['Mã', 'Câu báo'], rows: shapes.map((code) => [`\`${code}\``, sentences[code] ?? '']) },
      ...groups.flatMap((group): Block[] => [
        heading(`${group}.*`),
        ...broken.filter(({ code }) => code.startsWith(`${group}.`)).flatMap(({ code, file, text: example }): Block[] => [
          heading(code, 3),
          text(sentences[code] ?? ''),
          ...(example === '' ? [] : [{ kind: 'code' as const, file, text: example }]),
        ]),
      ]),
    ],
  }
}

