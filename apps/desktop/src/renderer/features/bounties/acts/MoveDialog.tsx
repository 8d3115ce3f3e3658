import type { ActProps } from './actProps.ts'
import { DeliverAct } from './DeliverAct.tsx'
import { FreeAct } from './FreeAct.tsx'
import { ObjectAct } from './ObjectAct.tsx'
import { PayoutAct } from './PayoutAct.tsx'
import { isPlain, PlainAct } from './PlainAct.tsx'
import { RedirectAct } from './RedirectAct.tsx'
import { RuleAct } from './RuleAct.tsx'
import { SettleAct } from './SettleAct.tsx'

/** The dialog of whatever one may do. Splitting and funding have screens of their own. */
export const MoveDialog = (props: ActProps) => {
  const { move } = props.move
  if (isPlain(move)) return <PlainAct {...props} kind={move} />
  switch (move) {
    case 'deliver':
      return <DeliverAct {...props} />
    case 'object':
      return <ObjectAct {...props} />
    case 'rule':
      return <RuleAct {...props} />
    case 'settle':
      return <SettleAct {...props} />
    case 'free':
      return <FreeAct {...props} />
    case 'redirect':
      return <RedirectAct {...props} />
    case 'payout':
      return <PayoutAct {...props} />
    default:
      return null
  }
}
