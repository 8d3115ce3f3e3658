import { IconUsersPlus } from '@tabler/icons-react'
import { NavigationLink } from './NavigationLink.tsx'

/** A DAO that is still being founded. */
export const LobbyLink = ({ lobby }: { readonly lobby: { readonly space: string; readonly name: string } }) => (
  <NavigationLink to="/lobby/$space" params={{ space: lobby.space }} icon={<IconUsersPlus size={17} />} label={lobby.name} count={0} />
)
