// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Reverts with a named error
/// @dev One place instead of a piece of code at each of some seventy refusals; else the escrow would not fit a chain's limit.
library Refusal {
    function refuse(bytes4 error) internal pure {
        _revert(error, 0, 0, 0x04);
    }

    function refuse(bytes4 error, uint256 a) internal pure {
        _revert(error, a, 0, 0x24);
    }

    function refuse(bytes4 error, bytes32 a) internal pure {
        _revert(error, uint256(a), 0, 0x24);
    }

    function refuse(bytes4 error, address a) internal pure {
        _revert(error, uint160(a), 0, 0x24);
    }

    function refuse(bytes4 error, uint256 a, uint256 b) internal pure {
        _revert(error, a, b, 0x44);
    }

    function refuse(bytes4 error, bytes32 a, uint256 b) internal pure {
        _revert(error, uint256(a), b, 0x44);
    }

    function refuse(bytes4 error, address a, address b) internal pure {
        _revert(error, uint160(a), uint160(b), 0x44);
    }

    function _revert(bytes4 error, uint256 a, uint256 b, uint256 size) private pure {
        assembly ("memory-safe") {
            mstore(0x00, error)
            mstore(0x04, a)
            mstore(0x24, b)
            revert(0x00, size)
        }
    }
}
