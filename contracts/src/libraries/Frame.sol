// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A piece of memory at a fixed place, in which enact builds what it hashes
/// @notice Fixed places cost a push where a pointer costs a copy, a push and an addition, dozens of times per ballot.
/// Layout while sheets are read: sheet struct (4 words) · "1901" domain structHash (the digest is over its last 66 bytes) · input of ecrecover (4 words).
/// Behind it the struct of a decision (10 words), into which enact takes each decision again to judge it, and the gas that was there at the start.
library Frame {
    uint256 internal constant AT = 0x200;
    uint256 internal constant END = 0x4c0;

    /// @dev Must come before anything else is allocated. That the compiler's own reserve ends below is checked when the contracts are built.
    function reserve() internal view {
        assembly ("memory-safe") {
            mstore(0x40, END)
            mstore(0x4a0, gas())
        }
    }

    /// @return spent Gas since the frame was reserved.
    function gasSpent() internal view returns (uint256 spent) {
        assembly ("memory-safe") {
            spent := sub(mload(0x4a0), gas())
        }
    }
}
