import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { IconFiles } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { useHasLeft } from '../dao/useHasLeft.ts'
import { DropPlace } from './DropPlace.tsx'
import { FileRow } from './FileRow.tsx'

/** The files that the members of a DAO share, newest first. */
export const FilesPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space } = useParams({ from: '/dao/$space/files' })
  const hasLeft = useHasLeft(space)
  const query = useQuery(queries.files.list.queryOptions({ input: { space } }))
  return (
    <Page title={t('files.title')} about={t('files.about')}>
      {!hasLeft && <DropPlace space={space} />}
      <Loaded query={query}>
        {(rows) => (
          <div className="card">
            {rows.length === 0 ? (
              <Nothing icon={<IconFiles size={28} stroke={1.5} />} title={t('files.noneTitle')} teach={t('files.noneTeach')} />
            ) : (
              <ul className="rows" style={{ margin: 0, padding: 0 }}>
                <Portions rows={rows.toReversed()} listed>
                  {(row) => <FileRow key={row.entry} space={space} row={row} />}
                </Portions>
              </ul>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  )
}
