// The small parts that every authored file is made of: ids, references, texts and expressions as people write them.
import { Type, type TSchema } from '@sinclair/typebox'

/** Ids that expressions can name: snake_case, beginning with a letter, so that `a-b` is a subtraction. */
export const Id = Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 60 })
/** Form ids may begin with a digit ("17a") and must therefore be quoted in YAML. */
export const FormId = Type.String({ pattern: '^[a-z0-9][a-z0-9_]*$', maxLength: 60 })
/** `id` within the same pack, or `pack/id`. */
export const Reference = Type.String({ pattern: '^([a-z0-9][a-z0-9-]*/)?[a-z0-9][a-z0-9_]*$', maxLength: 130 })
export const Text = Type.String({ minLength: 1, maxLength: 2000 })

const Tree: TSchema = Type.Recursive((self) =>
  Type.Union([
    Type.Number(),
    Type.Boolean(),
    Type.Null(),
    Type.String(),
    Type.Array(self),
    Type.Record(Type.String(), self, { minProperties: 1, maxProperties: 1 }),
  ]),
  { $id: 'tree' },
)

/** Text spelling (`contracts + other_acts`) or a JSON Logic tree; both say the same. */
export const ExpressionSource = Type.Union([Type.String({ minLength: 1, maxLength: 4000 }), Type.Number(), Type.Boolean(), Tree], {
  description: 'Biểu thức: viết dạng chữ (a + b) hoặc cây JSON Logic',
})
export type ExpressionSource = string | number | boolean | { readonly [operator: string]: unknown }
