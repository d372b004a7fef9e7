// English sentences: the same keys and placeholders as vi.ts, which comes first.
import type { vi } from './vi.ts'

export const en: Readonly<Record<keyof typeof vi, string>> = {
  // Refused requests
  'problem.bad-request.title': 'Bad request',
  'problem.bad-request': 'The software does not understand this request. Please reload the page and try again.',
  'problem.bad-json.title': 'The data cannot be read',
  'problem.bad-json': 'The data sent is not valid JSON. Please reload the page and try again.',
  'problem.invalid-input.title': 'Some entries are not right',
  'problem.invalid-input': 'Some entries are missing or not right. Please mend those shown and send again.',
  'problem.not-logged-in.title': 'Not logged in',
  'problem.not-logged-in': 'You are not logged in, or your session has ended. Please log in to go on.',
  'problem.wrong-login.title': 'Login failed',
  'problem.wrong-login': 'The login or the password is wrong. Please check your keyboard layout and Caps Lock and try again.',
  'problem.account-locked.title': 'The account is locked',
  'problem.account-locked': 'This account is locked. Please ask the account administrator of your unit to unlock it.',
  'problem.account-revoked.title': 'The account was revoked',
  'problem.account-revoked':
    'This account was revoked and cannot be used any more. If the task is still yours, please ask the administrator for a new account.',
  'problem.must-change-password.title': 'The password has to be changed',
  'problem.must-change-password': 'Your password was issued to you. Please change it before doing anything else.',
  'problem.not-allowed.title': 'Not allowed',
  'problem.not-allowed':
    'Your account has no right to do this. If it is your task, please ask the account administrator.',
  'problem.wrong-origin.title': 'The request came from another site',
  'problem.wrong-origin':
    'The request was not sent from a page of this software and was refused to protect your account. Please open the software at its official address and try again.',
  'problem.not-found.title': 'Not found',
  'problem.not-found': 'This does not exist, or it is outside of what you may see.',
  'problem.method-not-allowed.title': 'Not possible in this way',
  'problem.method-not-allowed': 'This address does not take that kind of request. Please reload the page and try again.',
  'problem.period-locked.title': 'The period is locked',
  'problem.period-locked':
    'The period is locked, so its figures cannot be edited. For a correction, please write to the authority in charge of the figures.',
  'problem.period-not-open.title': 'The period is not open',
  'problem.period-not-open': 'This period has not been opened. Please wait for the notice that it is.',
  'problem.period-not-next.title': 'Not the next period',
  'problem.period-not-next': 'The period to open next is “{next}”. Please check the kind and the year.',
  'problem.act-not-possible.title': 'Not possible at this step',
  'problem.act-not-possible':
    'The report is no longer at the step where this can be done, perhaps because somebody else just acted. Please reload it to see its state.',
  'problem.act-blocked.title': 'Not possible yet',
  'problem.act-blocked': 'This step cannot be taken yet. {reason}',
  'problem.idempotency-key-reused.title': 'The key of the request was used before',
  'problem.idempotency-key-reused':
    'The key of this request was used for a request with other content. Please reload the page and try again.',
  'problem.already-exists.title': 'Exists already',
  'problem.already-exists': 'This exists already and was not made again. Please look through the list.',
  'problem.changed-since.title': 'Somebody else just changed this',
  'problem.changed-since':
    'Since you opened the page somebody else changed this. Please look at the changes shown and choose the right values.',
  'problem.too-large.title': 'Too large',
  'problem.too-large': 'The data sent is larger than allowed ({limit}). Please send it in smaller parts.',
  'problem.unsupported-media-type.title': 'Kind of data not supported',
  'problem.unsupported-media-type': 'This address takes JSON only. Please reload the page and try again.',
  'problem.invalid-values.title': 'Some values are not right',
  'problem.invalid-values': 'Some values are not right and were not taken. Please mend those shown and try again.',
  'problem.password-too-weak.title': 'The new password is not good enough',
  'problem.password-too-weak': 'The new password does not meet the rules. Please choose another one as shown.',
  'problem.idempotency-key-missing.title': 'The request has no key',
  'problem.idempotency-key-missing':
    'The request has no Idempotency-Key header, or a malformed one. Please reload the page and try again.',
  'problem.too-many-attempts.title': 'Too many attempts',
  'problem.too-many-attempts':
    'A wrong password was given too often. Please try again in {minutes} minutes; if you forgot it, ask the account administrator.',
  'problem.too-busy.title': 'The system is busy',
  'problem.too-busy': 'The system is busy and could not do this. Please try again in a few minutes.',
  'problem.shutting-down.title': 'The system is restarting',
  'problem.shutting-down': 'The system is restarting. Please try again in a few minutes.',
  'problem.internal-error.title': 'Software error',
  'problem.internal-error':
    'The software failed to do this. Please try again; if it fails again, tell the support desk the code {requestId}.',

  // Passwords
  'password.too-short': 'The password needs at least {least} characters.',
  'password.same-as-before': 'The new password has to differ from the present one.',
  'password.wrong-current': 'The present password is wrong.',

  // Shapes
  'shape.type': 'The value has to be of type {type}.',
  'shape.required': '“{missing}” is missing.',
  'shape.additionalProperties': 'There is nothing named “{property}”.',
  'shape.unevaluatedProperties': 'There is nothing named “{property}”.',
  'shape.propertyNames': 'The name “{property}” is malformed.',
  'shape.minLength': 'At least {limit} characters are needed.',
  'shape.maxLength': 'At most {limit} characters are allowed.',
  'shape.characters': 'There is a character that cannot be kept (a null character or half of one). Please delete what was pasted and enter it again.',
  'shape.pattern': 'Malformed ({pattern}).',
  'shape.format': 'Not in the format {format}.',
  'shape.minimum': 'Has to be {limit} or more.',
  'shape.maximum': 'Has to be {limit} or less.',
  'shape.exclusiveMinimum': 'Has to be more than {limit}.',
  'shape.exclusiveMaximum': 'Has to be less than {limit}.',
  'shape.multipleOf': 'Has to be a multiple of {multiple}.',
  'shape.enum': 'Has to be one of: {allowed}.',
  'shape.const': 'Has to be “{allowed}”.',
  'shape.anyOf': 'The value has none of the allowed forms.',
  'shape.oneOf': 'The value has to have exactly one of the allowed forms.',
  'shape.not': 'This value is not allowed.',
  'shape.minItems': 'At least {limit} elements are needed.',
  'shape.maxItems': 'At most {limit} elements are allowed.',
  'shape.additionalItems': 'At most {limit} elements are allowed.',
  'shape.uniqueItems': 'Elements must not repeat.',
  'shape.contains': 'A required element is missing.',
  'shape.minProperties': 'At least {limit} entries are needed.',
  'shape.maxProperties': 'At most {limit} entries are allowed.',
  'shape.dependentRequired': 'Where “{property}” is given, “{missing}” is needed too.',

  // Pages that the server itself writes
  'page.interface-missing.title': 'The interface is not ready',
  'page.interface-missing': 'The server runs, but its interface was not built. Please run {command} and reload the page.',
}
