import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { ActDialog } from '../acts/ActDialog.tsx'
import { useAct } from '../acts/useAct.ts'
import { useMoney } from '../useMoney.ts'
import { useNames } from '../useNames.ts'
import { type Offered, type Pyramid, sumsOf } from './pyramid.ts'

type CarryOutReadyProps = { readonly pyramid: Pyramid; readonly chosen: readonly Offered[]; readonly onClose: () => void }
const nothing = { transaction: null, approvals: [], decision: null }

/** Puts what is ready on the chain, all levels at once; or, before the bounty holds money, has it signed how it is passed on. */
export const CarryOutReady = ({ pyramid, chosen, onClose }: CarryOutReadyProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const { call } = useNames()
  const { agreement, as, bounty, root, node, unfinished } = pyramid
  const actor = { as: agreement.hunter, alone: as === null }
  const leaves = chosen.map(({ part: { leaf, planned } }) => ({ agreement: leaf.agreement, terms: leaf.terms, planned }))
  const anchor = useAct(client.bounties.anchor, actor)
  const plan = useAct(async (input: { readonly requestId: string; readonly as: string | null }) => {
    if (input.as !== null) return { ...nothing, ...(await client.bounties.plan({ ...input, as: input.as, agreement, leaves })) }
    await client.bounties.consent({
      requestId: input.requestId,
      bounty,
      node: null,
      what: { kind: 'split', number: 0, leaves: leaves as never },
    })
    return nothing
  }, actor)
  const anchors = pyramid.step === 'anchor'
  const goesOn = chosen.length === 0
  const carried = goesOn ? unfinished : chosen.map(({ part }) => part.leaf)
  const { sum, margin } = sumsOf(pyramid, chosen)
  const kind = !anchors ? 'plan' : goesOn ? 'goOn' : 'anchor'
  const words = { count: carried.length, sum: money.say(agreement.token, sum), margin: money.say(agreement.token, margin) }
  return (
    <ActDialog
      title={t(`bounties.pyramid.${kind}.title`)}
      sentence={t(`bounties.pyramid.${kind}.what`, words)}
      done={t(`bounties.pyramid.${kind}.done`)}
      call={t('bounties.act.called', { name: 'split', args: t('bounties.split.args', words) })}
      go={t(`bounties.pyramid.${kind}.go`)}
      bounty={anchors ? (root ?? bounty) : bounty}
      preview={anchors ? { kind: 'anchor', node, leaves: carried } : null}
      act={anchors ? anchor : plan}
      submit={() => (anchors ? anchor.run({ bounty: root ?? bounty, node, leaves: carried }) : plan.run({}))}
      onClose={onClose}
    >
      {!goesOn && (
        <List size="sm" spacing={4}>
          {chosen.map(({ key, title, payee, amount }) => (
            <List.Item key={key}>
              <Text span size="sm">
                {t('bounties.act.acceptChosen.part', {
                  title: title ?? t('bounties.parts.untitled'),
                  payee: call(payee),
                  amount: money.say(agreement.token, amount),
                })}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
    </ActDialog>
  )
}
