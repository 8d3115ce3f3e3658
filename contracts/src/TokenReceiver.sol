// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Accepts ERC-721 and ERC-1155 tokens
abstract contract TokenReceiver {
    error TokenReceiver_UnknownFunction(bytes4 selector);

    /// @dev Receivers answer with their own selector: onERC721Received, onERC1155Received, onERC1155BatchReceived. They come last in the dispatch,
    /// so that what members pay for comes earlier.
    fallback() external {
        bytes4 selector = msg.sig;
        if (selector != 0x150b7a02 && selector != 0xf23a6e61 && selector != 0xbc197c81) revert TokenReceiver_UnknownFunction(selector);
        assembly ("memory-safe") {
            mstore(0x00, selector)
            return(0x00, 0x20)
        }
    }

    /// @notice ERC-165: itself, the ERC-1155 receiver (0x4e2312e0), ERC-1271 (0x1626ba7e) and ERC-4824 (the selector of daoURI).
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x4e2312e0 || id == 0x1626ba7e || id == bytes4(keccak256("daoURI()"));
    }
}
