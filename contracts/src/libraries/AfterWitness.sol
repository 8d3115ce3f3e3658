// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DecisionHash} from "./DecisionHash.sol";

/// @title Shows which slot a decision has, from its id
/// @notice A bitmap keeps no ids. Whoever enacts a decision that comes after another one appends the other's nine EIP-712 words (its dynamic
/// field hashed): they hash to the id, and they name the slot.
library AfterWitness {
    uint256 internal constant SIZE = 288;

    error Sheets_TrailingBytes(uint256 count);

    /// @dev `cursor` is where the sheets end.
    function checkSize(bytes calldata sheets, uint256 cursor) internal pure {
        if ((sheets.length - cursor) % SIZE != 0) revert Sheets_TrailingBytes(sheets.length - cursor);
    }

    function findSlot(bytes calldata sheets, uint256 cursor, bytes32 domain, bytes32 id) internal pure returns (bool found, uint256 slot) {
        bytes32 typeHash = DecisionHash.DECISION_TYPEHASH;
        for (; cursor < sheets.length; cursor += SIZE) {
            bytes32 structHash;
            assembly ("memory-safe") {
                let m := mload(0x40)
                mstore(m, typeHash)
                calldatacopy(add(m, 0x20), add(sheets.offset, cursor), 0x120)
                structHash := keccak256(m, 0x140)
                slot := mload(add(m, 0x60))
            }
            if (DecisionHash.digest(domain, structHash) == id) return (true, slot);
        }
        return (false, 0);
    }
}
