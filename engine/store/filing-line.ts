// A filing without its figures, as the queries return it.

export type FilingLine = {
  readonly id: string
  readonly packId: string
  readonly formId: string
  readonly formVersion: number
  readonly formCode: string
  readonly formTitle: string
  readonly workflowPack: string
  readonly workflowId: string
  readonly workflowVersion: number
  readonly unitId: string
  readonly unitCode: string
  readonly unitName: string
  readonly unitKind: string
  /** Of the day on which the period was opened. */
  readonly parentName: string | null
  readonly receiverId: string | null
  readonly receiverCode: string | null
  readonly receiverName: string | null
  readonly receiverKind: string | null
  readonly periodId: string
  readonly periodTitle: string
  readonly periodKind: string
  readonly periodYear: number
  readonly periodFrom: string
  readonly periodLocked: boolean
  readonly state: string
  readonly revision: number
  readonly dueOn: string | null
  readonly dataTo: string
  readonly onBehalf: boolean
  readonly needsChecker: boolean
  readonly staleSince: Date | null
  readonly updatedAt: Date | null
  readonly sentAt: Date | null
  readonly sealId: string | null
  readonly countedSealId: string | null
}
