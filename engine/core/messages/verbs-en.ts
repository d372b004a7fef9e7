// English sentences of the command line beside its issues. The keys are those of verbs-vi.ts.
import type { verbsVi } from './verbs-vi.ts'

export const verbsEn: Readonly<Record<keyof typeof verbsVi, string>> = {
  'cli.usage.options': 'Add --json for output that programs read, --lang en for English.',
  'cli.verb.start': 'start the application',
  'cli.verb.check': 'check packs; prints every issue as file:line:column',
  'cli.verb.test': 'run the examples of packs',
  'cli.verb.format': 'write files in the one canonical way',
  'cli.verb.explain': 'say why a cell has its value',
  'cli.name-missing': 'The command wants another name.',
  'cli.name-unexpected': 'It is not clear what “{name}” is for.',
  'cli.unknown-option': 'There is no option “{option}”.',
  'cli.option-value': 'The option “{option}” is not used rightly.',
  'cli.unknown-language': 'There is no language “{name}”, only vi and en.',
  'cli.no-such-file': 'There is no file “{file}”.',
  'cli.file-refused': '“{file}” cannot be read or written ({reason}).',
  'cli.no-such-form': 'There is no form “{name}”.',
  'cli.several-forms': 'There are several forms “{name}”: {packs}. Name the pack too.',
  'cli.no-such-cell': 'Form {form} has no cell “{address}”.',
  'cli.test.ran': '{passed} examples pass, {failed} do not.',
  'cli.test.unsound': '{count} issues; no example was run.',
  'cli.format.wrote': 'Wrote {file}',
  'cli.format.differs': 'Not in canonical form: {file}',
  'cli.format.done': 'Every file is in canonical form.',

  'explain.value': 'Value: {value}',
  'explain.blank': 'blank',
  'explain.formula': 'Calculated: {formula}',
  'explain.role.typed': 'Filled in by a person.',
  'explain.role.calculated': 'Calculated.',
  'explain.role.rolled-up': 'Taken from the reports of lower units.',
  'explain.role.closed': 'A cell without a figure.',
}
