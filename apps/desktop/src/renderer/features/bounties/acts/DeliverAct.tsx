import { Alert, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { mediaType, toFileName, limits } from '@daomesh/protocol'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { sendFile } from '../../files/sendFile.ts'
import { useMoney } from '../useMoney.ts'
import { useNames } from '../useNames.ts'
import { aboutOf, type ActProps, dealAbout } from './actProps.ts'
import { ActDialog } from './ActDialog.tsx'
import { FilePlace } from './FilePlace.tsx'
import type { Picked } from './pickFiles.ts'
import { useAct } from './useAct.ts'

/**
 * Delivers: files and a note go to whoever is in the deal, and the chain is told their hash; of a part only its deal is told. A file that was taken in once
 * is not sent again when one tries anew.
 */
export const DeliverAct = ({ bounty, move, onClose }: ActProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const { call } = useNames()
  const [note, setNote] = useState('')
  const [files, setFiles] = useState<readonly Picked[]>([])
  const act = useAct(client.bounties.deliver, move)
  const about = aboutOf(bounty, move.node)
  const { payer, deal } = dealAbout(bounty, move.node)
  const isPart = move.node !== null
  const mark = (key: string, change: Partial<Picked>): void =>
    setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)))
  const send = useMutation({
    mutationFn: async (space: string) => {
      const entries: string[] = []
      for (const { key, file, entry } of files) {
        if (entry !== null) {
          entries.push(entry)
          continue
        }
        // The upload goes by the id of the request that will name it.
        await sendFile(client, { space, upload: key, file }, (sent) => mark(key, { sent }))
        const type = mediaType.safeParse(file.type.toLowerCase()).data ?? ''
        const row = await client.files.add({ requestId: key, space, upload: key, name: toFileName(file.name), type, about: null })
        mark(key, { sent: file.size, entry: row.entry })
        entries.push(row.entry)
      }
      return entries
    },
    onSuccess: (entries) => act.run({ bounty: bounty.bounty, node: move.node, note: note.trim(), files: entries }),
  })
  const busy = send.isPending || act.pending
  const ready = deal !== null && (note.trim() !== '' || files.length > 0)
  return (
    <ActDialog
      title={t('bounties.do.deliver')}
      sentence={t(isPart ? 'bounties.act.deliver.part' : 'bounties.act.deliver.what', {
        title: about.title,
        issuer: call(payer),
        amount: money.say(bounty.token, about.amount),
      })}
      done={t('bounties.act.deliver.done')}
      {...(isPart
        ? { call: t('bounties.deliver.args'), callLabel: t('bounties.deliver.told'), unsigned: true }
        : { call: t('bounties.act.called', { name: 'deliver', args: t('bounties.deliver.args') }) })}
      go={t('bounties.do.deliver')}
      bounty={bounty.bounty}
      preview={isPart ? null : { kind: 'deliver', node: null }}
      act={{ ...act, pending: busy, error: send.error ?? act.error }}
      submit={ready ? () => send.mutate(deal) : null}
      onClose={onClose}
    >
      {deal === null ? (
        <Alert color="amber" variant="light" title={t('bounties.deliver.noDealTitle')}>
          {t('bounties.deliver.noDeal')}
        </Alert>
      ) : (
        <>
          <Textarea
            label={t('bounties.deliver.note')}
            description={t(isPart ? 'bounties.deliver.noteOfPart' : 'bounties.deliver.noteAbout')}
            autosize
            minRows={3}
            maxRows={12}
            maxLength={limits.commentBytes / 4}
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <FilePlace files={files} busy={busy} onChange={setFiles} />
        </>
      )}
    </ActDialog>
  )
}
