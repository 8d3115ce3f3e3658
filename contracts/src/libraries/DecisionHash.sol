// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Decision} from "../types/Types.sol";

/// @title EIP-712 hashing of decisions and ballot sheets
library DecisionHash {
    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 internal constant NAME_HASH = keccak256("DAOmesh");
    bytes32 internal constant VERSION_HASH = keccak256("1");
    bytes32 internal constant CALL_TYPEHASH = keccak256("Call(address target,uint256 value,bytes data,bytes32 codeHash)");
    bytes32 internal constant DECISION_TYPEHASH = keccak256(
        "Decision(uint32 rosterEpoch,uint32 rulesEpoch,uint256 slot,uint40 closesAt,uint40 expiresAt,address executor,bytes32 afterDecision,Call[] calls,bytes32 contentHash)Call(address target,uint256 value,bytes data,bytes32 codeHash)"
    );
    bytes32 internal constant CHOICE_TYPEHASH = keccak256("Choice(bytes32 decision,uint8 support,uint64 votes)");
    bytes32 internal constant SHEET_TYPEHASH = keccak256(
        "BallotSheet(address member,uint64 revision,Choice[] choices)Choice(bytes32 decision,uint8 support,uint64 votes)"
    );

    /// @dev Never stored: after a chain split the id of the chain differs, and so must the domain.
    /// Puts the domain separator into the frame, where ids and sheets are hashed.
    function openFrame() internal view returns (bytes32 domain) {
        return openFrameOf(address(this));
    }

    /// @notice The same for the DAO at another address.
    function openFrameOf(address dao) internal view returns (bytes32 domain) {
        (bytes32 typeHash, bytes32 nameHash, bytes32 versionHash) = (DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH);
        assembly ("memory-safe") {
            mstore(0x200, typeHash)
            mstore(0x220, nameHash)
            mstore(0x240, versionHash)
            mstore(0x260, chainid())
            mstore(0x280, dao)
            domain := keccak256(0x200, 0xa0)
            mstore(0x280, 0x1901)
            mstore(0x2a0, domain)
        }
    }

    function digest(bytes32 domain, bytes32 structHash) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore(0x00, hex"1901")
            mstore(0x02, domain)
            mstore(0x22, structHash) // spills two bytes into the free memory pointer's zero bytes, which are put back
            hash := keccak256(0x00, 0x42)
            mstore(0x22, 0)
        }
    }

    /// @dev The id of a decision, made in the frame.
    /// Offsets and words are taken as they stand. An encoding that the decoder would refuse hashes to an id nobody signed, or is refused when the
    /// calls are read for execution, from the same places.
    function decisionIdInFrame(Decision calldata d) internal pure returns (bytes32 id) {
        bytes32 typeHash = DECISION_TYPEHASH;
        bytes32 callTypeHash = CALL_TYPEHASH;
        assembly ("memory-safe") {
            // The first seven fields are static words.
            mstore(0x360, typeHash)
            calldatacopy(0x380, d, 0xe0)
            mstore(0x480, calldataload(add(d, 0x100)))

            let calls := add(d, calldataload(add(d, 0xe0)))
            let n := calldataload(calls)
            calls := add(calls, 0x20)
            let hashes := mload(0x40)
            let p := hashes
            let s := add(hashes, shl(5, n))
            for { let next := calls } lt(p, s) { p := add(p, 0x20) } {
                let c := add(calls, calldataload(next))
                next := add(next, 0x20)
                let body := add(c, calldataload(add(c, 0x40)))
                let size := calldataload(body)
                calldatacopy(s, add(body, 0x20), size)
                let bodyHash := keccak256(s, size)
                mstore(s, callTypeHash)
                calldatacopy(add(s, 0x20), c, 0x40) // target, value
                mstore(add(s, 0x60), bodyHash)
                mstore(add(s, 0x80), calldataload(add(c, 0x60)))
                mstore(p, keccak256(s, 0xa0))
            }
            mstore(0x460, keccak256(hashes, shl(5, n)))
            mstore(0x2c0, keccak256(0x360, 0x140))
            id := keccak256(0x29e, 0x42)
        }
    }
}
