import { Badge, NavLink } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './navigation.module.css'

type NavigationLinkProps = {
  readonly to: LinkProps['to']
  readonly params?: LinkProps['params']
  readonly icon: ReactNode
  readonly label: string
  readonly count: number
  readonly exact?: boolean
}

/** One entry of the navigation; the count is spoken as “waiting for you”. */
export const NavigationLink = ({ to, params, icon, label, count, exact = true }: NavigationLinkProps) => {
  const { t } = useTranslation()
  return (
    <NavLink
      className={classes.link ?? ''}
      renderRoot={(props) => (
        <Link
          {...props}
          to={to}
          {...(params === undefined ? {} : { params })}
          // Which view of a screen is chosen makes it no other screen.
          activeOptions={{ exact, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        />
      )}
      label={label}
      leftSection={icon}
      rightSection={
        count > 0 ? (
          <Badge size="sm" variant="light" radius="sm" className="numbers" aria-label={t('shell.waiting', { count })}>
            {count}
          </Badge>
        ) : undefined
      }
    />
  )
}
