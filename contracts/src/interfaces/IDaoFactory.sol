// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Genesis} from "../types/Types.sol";

/// @title Makes DAOs at addresses that commit to their whole genesis
interface IDaoFactory {
    event DaoDeployed(address indexed dao, bytes32 indexed genesisHash, bytes32 chainGenesis, string name);

    event InboxDeployed(address indexed dao, address inbox);

    error DaoFactory_AlreadyDeployed(address dao);
    error DaoFactory_WrongChain(uint256 chainId);

    /// @notice Deploys and initialises in one step. The address can only ever hold this genesis, whoever sends it.
    function deploy(Genesis calldata genesis) external returns (address dao);

    /// @notice The address of the DAO with this genesis, deployed or not.
    function predict(bytes32 genesisHash) external view returns (address);

    /// @notice The EIP-712 struct hash of a genesis, which is the CREATE2 salt.
    function hashGenesis(Genesis calldata genesis) external pure returns (bytes32);

    /// @notice Whether this factory made `account`. Proven by the address itself; nothing is stored.
    function isDao(address account) external view returns (bool);

    function implementation() external view returns (address);
    /// @notice Where decisions are recorded that ballots do not decide at once; see IDaoRecords.
    function records() external view returns (address);
    /// @notice Where live ballots are read as the signature of a DAO in another one; see IDaoSignatures.
    function signatures() external view returns (address);
    function inboxImplementation() external view returns (address);

    /// @notice Where the income of a DAO arrives (R11). Known from the DAO's address alone: money may be sent there before either of them is deployed.
    function inboxOf(address dao) external view returns (address);

    /// @notice Deploys the inbox of a DAO, for anyone; does nothing where it is there already.
    function deployInbox(address dao) external returns (address inbox);

    /// @notice The same as distribute of the inbox of `dao`, which is made first where it is not there yet.
    function distribute(address dao, address token) external;

    /// @notice Splits what lies in the inbox of the caller, token by token, and makes the inbox first where it holds something and is not there yet.
    /// A DAO calls it before a member leaves (R12). A token whose distribution fails is passed over.
    /// @return whole Whether more gas would change nothing: all is distributed, or is refused for another reason (R36).
    function distributeIncome(address[] calldata tokens) external returns (bool whole);
}
