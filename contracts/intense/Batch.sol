// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Reads a file of packed cases, number by number, and forgets what a case has put into memory before the next.
struct Batch {
    bytes data;
    uint256 at;
}

library Batches {
    /// @dev Big-endian, of 1 to 32 bytes.
    function next(Batch memory b, uint256 size) internal pure returns (uint256 value) {
        (bytes memory data, uint256 at) = (b.data, b.at);
        require(at + size <= data.length, "the file ends within a case");
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, size)), mload(add(add(data, 0x20), at)))
        }
        b.at = at + size;
    }

    function ended(Batch memory b) internal pure returns (bool) {
        return b.at == b.data.length;
    }
}
