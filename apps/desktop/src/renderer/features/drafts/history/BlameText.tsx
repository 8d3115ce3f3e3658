import { ActionIcon, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeClient } from '@daomesh/node/client'
import { shortAddress } from '../../../format/checksumAddress.ts'
import { absoluteTime } from '../../../format/duration.ts'
import { colorOf } from '../presence.ts'

export type Line = Awaited<ReturnType<NodeClient['drafts']['blame']>>['lines'][number]
type Run = Line['runs'][number]

type BlameTextProps = {
  readonly lines: readonly Line[]
  /** Authors are named in the text; of an older version what its session changed is marked instead. */
  readonly isNow: boolean
  readonly choose: (version: string) => void
  readonly bringBack: (passages: readonly string[]) => void
}

const nameOf = ({ name, account }: Run['wrote']): string => name ?? shortAddress(account)

/** Numbers of a list count on while its lines follow each other. */
const markersOf = (lines: readonly Line[]): readonly string[] => {
  const markers: string[] = []
  let count = 0
  for (const [at, { marker, depth }] of lines.entries()) {
    count = marker === 'number' && lines[at - 1]?.marker === 'number' && lines[at - 1]?.depth === depth ? count + 1 : 1
    markers.push(marker === 'bullet' ? '•' : marker === 'number' ? `${count}.` : '')
  }
  return markers
}

/** The text of a draft, every run under the colour of who wrote it, and never by colour alone. */
export const BlameText = ({ lines, isNow, choose, bringBack }: BlameTextProps) => {
  const { t } = useTranslation()
  const markers = markersOf(lines)
  if (lines.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('history.empty')}
      </Text>
    )
  return (
    <div className="blame">
      {lines.map(({ name, level, depth, marker, runs }, at) => (
        // Lines have no name of their own; the whole list is read anew.
        <div
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          className={`blame-line ${name}${level === null ? '' : ` level${level}`}${marker === 'quote' ? ' quote' : ''}`}
          style={{ '--depth': depth } as CSSProperties}
        >
          {markers[at] !== '' && (
            <span className="blame-marker numbers" aria-hidden>
              {markers[at]}
            </span>
          )}
          {name === 'horizontalRule' && <hr />}
          {runs.map((run, n) => {
            const before = runs[n - 1]
            const isNew = before?.wrote.account !== run.wrote.account || before.moved?.account !== run.moved?.account
            // oxlint-disable-next-line react/no-array-index-key
            return <BlameRun key={n} run={run} isNamed={isNow && isNew} choose={choose} bringBack={bringBack} />
          })}
        </div>
      ))}
    </div>
  )
}

type BlameRunProps = Pick<BlameTextProps, 'choose' | 'bringBack'> & { readonly run: Run; readonly isNamed: boolean }

const BlameRun = ({ run, isNamed, choose, bringBack }: BlameRunProps) => {
  const { t, i18n } = useTranslation()
  const { text, wrote, moved, change, passages } = run
  const who = {
    name: nameOf(wrote),
    mover: moved === null ? '' : nameOf(moved),
    when: absoluteTime((moved ?? wrote).at, i18n.language),
  }
  const told = t(moved === null ? 'history.wrote' : 'history.moved', who)
  const style = { '--author': colorOf(wrote.account) } as CSSProperties
  if (change === 'added')
    return (
      <ins className="blame-run" style={style} title={told}>
        {text}
      </ins>
    )
  if (change === 'removed')
    return (
      <>
        <del className="blame-run" style={style} title={told}>
          {text}
        </del>
        {passages.length > 0 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            className="blame-back"
            aria-label={t('history.bringBack', { text: text.trim().slice(0, 60) })}
            title={t('history.bringBackShort')}
            onClick={() => bringBack(passages)}
          >
            <IconArrowBackUp size={14} aria-hidden />
          </ActionIcon>
        )}
      </>
    )
  return (
    <>
      {isNamed && (
        <button type="button" className="blame-name" style={style} title={told} onClick={() => choose((moved ?? wrote).version)}>
          {moved === null ? who.name : t('history.movedShort', who)}
        </button>
      )}
      <span className="blame-run" style={style} title={told}>
        {text}
      </span>
    </>
  )
}
