// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Agreement} from "../types/Bounties.sol";

/// @title EIP-712 hashing of what is signed for the escrow, and the keys of its nodes
library EscrowHash {
    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 internal constant NAME_HASH = keccak256("DAOmesh BountyEscrow");
    bytes32 internal constant VERSION_HASH = keccak256("1");
    bytes32 internal constant AGREEMENT_TYPEHASH = keccak256(
        "Agreement(address issuer,address hunter,address token,uint128 amount,bytes32 termsHash,uint40 deliverBy,uint32 reviewPeriod,address reviewer,address arbiter,uint16 defaultSplit,bytes32 parent,uint40 validUntil,uint256 nonce)"
    );
    bytes32 internal constant SPLIT_TYPEHASH = keccak256("Split(bytes32 bounty,uint8 number,bytes32 root,uint128 sum)");
    bytes32 internal constant DELIVERY_TYPEHASH = keccak256("Delivery(bytes32 bounty,bytes32 contentHash)");
    bytes32 internal constant RELEASE_TYPEHASH = keccak256("Release(bytes32 bounty)");
    bytes32 internal constant ACCEPTANCE_TYPEHASH = keccak256("Acceptance(bytes32 node,uint8 split,uint32 block,uint64 leaves)");
    bytes32 internal constant SETTLEMENT_TYPEHASH = keccak256("Settlement(bytes32 bounty,uint128 hunterAmount,uint40 validUntil)");
    bytes32 internal constant CONTEST_TYPEHASH = keccak256("Contest(bytes32 node)");
    bytes32 internal constant FREEING_TYPEHASH = keccak256("Freeing(bytes32 node,uint128 amount)");
    bytes32 internal constant REDIRECTION_TYPEHASH = keccak256("Redirection(bytes32 node,address to)");

    /// @dev Never stored: after a chain split the id of the chain differs, and so must the domain.
    function domain() internal view returns (bytes32 hash) {
        (bytes32 typeHash, bytes32 nameHash, bytes32 versionHash) = (DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH);
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            mstore(add(m, 0x20), nameHash)
            mstore(add(m, 0x40), versionHash)
            mstore(add(m, 0x60), chainid())
            mstore(add(m, 0x80), address())
            hash := keccak256(m, 0xa0)
        }
    }

    function digest(bytes32 structHash) internal view returns (bytes32 hash) {
        bytes32 separator = domain();
        assembly ("memory-safe") {
            mstore(0x00, hex"1901")
            mstore(0x02, separator)
            mstore(0x22, structHash) // spills into the free memory pointer's zero bytes, which are put back
            hash := keccak256(0x00, 0x42)
            mstore(0x22, 0)
        }
    }

    /// @dev The words are taken as they stand: dirt in one of them makes an id that nothing was funded by, and is refused wherever the field is read.
    function idOf(Agreement calldata a) internal view returns (bytes32) {
        bytes32 typeHash = AGREEMENT_TYPEHASH;
        bytes32 structHash;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            calldatacopy(add(m, 0x20), a, 0x1a0)
            structHash := keccak256(m, 0x1c0)
        }
        return digest(structHash);
    }

    function hashSplit(bytes32 bounty, uint256 number, bytes32 root, uint256 sum) internal pure returns (bytes32) {
        return keccak256(abi.encode(SPLIT_TYPEHASH, bounty, number, root, sum));
    }

    /// @notice Key of leaf `index` of a split of `parent`.
    function leafKey(bytes32 parent, uint256 split, uint256 index) internal pure returns (bytes32 key) {
        assembly ("memory-safe") {
            mstore(0x00, parent)
            mstore(0x20, or(shl(248, split), shl(216, index)))
            key := keccak256(0x00, 0x25)
        }
    }

    /// @notice Where a split that was added is kept.
    function splitKey(bytes32 node, uint256 split) internal pure returns (bytes32 key) {
        assembly ("memory-safe") {
            mstore(0x00, node)
            mstore(0x20, split)
            key := keccak256(0x00, 0x40)
        }
    }

    /// @notice Where the marks of the first sixteen leaves are kept that the nodes `index` of a split carry: four of these nodes share a word, a quarter each,
    /// from the lowest.
    function lanesKey(bytes32 parent, uint256 split, uint256 index) internal pure returns (bytes32 key) {
        assembly ("memory-safe") {
            mstore(0x00, parent)
            mstore(0x20, or(or(shl(255, 1), shl(128, split)), shr(2, index)))
            key := keccak256(0x00, 0x40)
        }
    }

    /// @notice Where the marks of 64 leaves are kept, four bits each; of split 0, block 0 those from the seventeenth on.
    function blockKey(bytes32 node, uint256 split, uint256 block_) internal pure returns (bytes32 key) {
        assembly ("memory-safe") {
            mstore(0x00, node)
            mstore(0x20, or(shl(128, add(1, split)), block_))
            key := keccak256(0x00, 0x40)
        }
    }
}
