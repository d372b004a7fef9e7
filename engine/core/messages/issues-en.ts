// English sentences: the same keys and placeholders as issues-vi.ts, which comes first.
import type { issuesVi } from './issues-vi.ts'

export const issuesEn: Readonly<Record<keyof typeof issuesVi, string>> = {
  // Values
  'value.not-a-number': '“{text}” is not a number.',
  'value.ambiguous-number': 'It is not certain which number “{text}” is. Use a dot between thousands and a comma for decimals, e.g. 1.234.567,89.',
  'value.not-whole': 'This cell takes whole numbers only, not “{text}”.',
  'value.too-many-decimals': 'This cell takes at most {decimals} decimals, not “{text}”.',
  'value.too-large': 'The number “{text}” is too large to be kept exactly.',
  'value.negative': 'The figure must not be negative ({value}).',
  'value.below-min': '{value} is below the least value taken ({min}).',
  'value.above-max': '{value} is above the largest value taken ({max}).',
  'value.not-text': 'This cell takes text.',
  'value.text-too-long': 'The text is longer than {limit} characters.',
  'value.unknown-cell': 'The form has no cell “{address}”.',
  'value.read-only-cell': 'The cell “{address}” is calculated or rolled up and cannot be typed into.',

  // Findings in a filled-in form
  'finding.parts': '{label}: the total is {total}, but its parts {parts} add up to {sum}, a difference of {difference}.',
  'finding.parts-without-total': '{label}: the parts {parts} (together {sum}) are filled in, the total is not.',
  'finding.of-which': '{label}: {sum} is more than {totalLabel} ({total}).',
  'finding.check': '{label}: {message}',
  'finding.division-by-zero': '{label}: cannot be calculated, division by zero.',
  'finding.out-of-range': '{label}: the result is too large to be exact.',
  'finding.not-a-number': '{label}: the value is not a number.',
  'explain.sum-of-rows': 'Sum of the rows: {rows}',

  // Filings
  'filing.read-only.period-locked': 'The period is locked; figures can only be read.',
  'filing.read-only.state': 'The report is in the state “{state}”; figures can only be read.',
  'filing.read-only.not-own': 'This is another unit’s report: the figures shown are those that were approved.',
  'act.reason-missing': 'A reason has to be chosen.',
  'act.note-missing': 'A note has to be written.',
  'act.paper-missing': 'Number and date of the paper report have to be given.',

  // Definitions: reading
  'issue.nearest': 'Did you mean “{nearest}”?',
  'yaml.syntax': 'Not valid YAML: {detail}',
  'yaml.too-large': 'The file is longer than {limit} characters.',
  'yaml.too-deep': 'The file nests more than {limit} levels.',
  'yaml.too-many-aliases': 'The file uses too many aliases.',
  'pack.unknown-file': 'It is not clear what “{file}” is for. Files are pack.yaml, organisation.yaml, periods.yaml, calendar.yaml, units.yaml, *.form.yaml, *.workflow.yaml or lie in examples/.',
  'pack.missing-file': 'The file {file} is missing.',
  'pack.duplicate-definition': '“{id}” is defined twice in this pack.',
  'pack.required-missing': 'The pack “{name}” that this one requires is not there.',
  'pack.version-taken': '“{id}” version {version} is installed with another content. Raise the version.',

  // Definitions: forms
  'form.duplicate-id': 'The id “{id}” is used twice.',
  'form.reserved-id': '“{id}” is a word of the expression language and cannot be an id.',
  'form.column-without-id': 'The column “{title}” has no id.',
  'form.duplicate-number': 'The column number {number} is used twice in a table.',
  'form.unknown-column': 'The table has no column “{name}”.',
  'form.unknown-row': 'The table has no row “{name}”.',
  'form.unknown-table': 'The form has no table “{name}”.',
  'form.part-of-itself': '“{name}” cannot be a part of itself.',
  'form.part-twice': '“{name}” is listed twice in one breakdown.',
  'form.group-holds-no-value': '“{title}” is a group of columns: it holds no figure, parts or formula.',
  'form.value-and-parts': 'A column cannot both have a formula and be added up from parts.',
  'form.measure-mismatch': '“{total}” and “{part}” differ in measure or decimals and cannot be added.',
  'form.limit-not-exact': '{value} cannot be kept exactly with {decimals} decimals.',
  'form.limits-crossed': 'The least value {min} is above the largest {max}.',
  'form.cycle': 'Formulas depend on each other in a circle: {path}.',
  'form.roll-up-into-calculated': 'The column “{name}” is calculated and cannot take lower figures in.',
  'form.roll-up-needs-rows-per-unit': 'A table that takes lower figures in needs rows per unit.',
  'form.rows-per-unit-need-roll-up': 'A table with rows per unit has to say which form it takes figures from (roll-up).',
  'rule.ours-cannot-block': 'The rule “{id}” is ours and must not block sending.',

  // Definitions: expressions
  'expression.syntax': 'The expression cannot be read at “{found}” (character {at}).',
  'expression.too-long': 'The expression is longer than {limit} characters.',
  'expression.too-deep': 'The expression is nested more than {limit} deep.',
  'expression.tree': '“{found}” is not a node of an expression tree.',
  'expression.unknown-name': 'There is no “{name}” here.',
  'expression.unknown-operator': 'There is no operator “{name}”.',
  'expression.not-in-guard': 'The operator “{name}” cannot be used in a guard.',
  'expression.arguments': '“{name}” takes {wanted} arguments, not {found}.',
  'expression.column-not-taken': '“{name}” does not take a whole column.',
  'expression.type': 'A {wanted} is needed here, not a {found}.',
  'expression.reads-nothing': 'The expression reads no cell, so it always says the same.',

  // Definitions: routes, roll-ups, organisation
  'route.unknown-kind': 'There is no kind of unit “{name}”.',
  'route.unknown-unit': 'There is no unit “{name}”.',
  'route.unknown-period-kind': 'There is no kind of period “{name}”.',
  'route.unknown-workflow': 'There is no workflow “{name}”.',
  'roll-up.unknown-form': 'There is no form “{name}”.',
  'roll-up.unknown-cell': 'The form {form} has no cell “{name}”.',
  'roll-up.closed-cell': 'The lower form’s cell “{name}” is closed and holds no figure.',
  'roll-up.does-not-fit': '“{name}” ({found}) differs in measure or decimals from the column that takes it in ({wanted}).',
  'organisation.unknown-role': 'There is no role “{name}”.',
  'units.duplicate-code': 'The unit code “{code}” is used twice.',
  'units.unknown-parent': 'The upper unit “{name}” has to be declared before this one.',
  'units.role-not-of-kind': 'Units of the kind “{kind}” have no role “{role}”.',

  // Definitions: workflows
  'workflow.one-initial-state': 'A workflow has exactly one initial state, not {found}.',
  'workflow.unknown-state': 'There is no state “{name}”.',
  'workflow.unknown-role': 'There is no role “{name}”.',
  'workflow.unknown-effect': 'There is no effect “{name}”.',
  'workflow.unknown-reason': 'There is no reason “{name}”.',
  'workflow.final-is-editable': 'The final state “{id}” must not be editable.',
  'workflow.leaves-final': 'The act “{id}” leads out of the final state “{state}”.',
  'workflow.nobody-can': 'Nobody can take the act “{id}”: the state “{state}” has no holder.',
  'workflow.no-way-on': 'The act “{id}” needs a last target without a condition.',
  'workflow.unreachable-state': 'The state “{id}” cannot be reached.',
  'workflow.dead-end': 'The state “{id}” leads nowhere and is not marked final.',

  // Examples
  'example.unknown-form': 'This pack has no form “{name}”.',
  'example.unknown-cell': 'The form has no cell “{address}” to type into.',
  'example.bad-value': 'The cell “{address}” does not take this value ({reason}).',
  'example.wrong-value': 'The cell “{address}” should be {wanted} but comes out as {found}.',
  'example.findings-differ': 'The findings should be: {wanted}; they are: {found}.',

  // Command line
  'cli.usage': 'Usage:',
  'cli.check.issues': '{count} issues.',
  'cli.check.sound': 'No issues.',
  'cli.building-interface': 'Building the pages…',
  'cli.ready': 'Biểu Mẫu is ready at {address}',
  'cli.demo-accounts': 'Demo mode. Accounts (password of all: {password}):',
}
