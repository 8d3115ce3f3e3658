// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Genesis} from "../types/Types.sol";

/// @title Makes DAOs at addresses that commit to their whole genesis
interface IDaoFactory {
    event DaoDeployed(address indexed dao, bytes32 indexed genesisHash, bytes32 chainGenesis, string name);

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
}
