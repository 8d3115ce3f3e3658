// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Accepts ERC-721 and ERC-1155 tokens
abstract contract TokenReceiver {
    function onERC721Received(address, address, uint256, bytes calldata) external pure returns (bytes4) {
        return this.onERC721Received.selector;
    }

    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external pure returns (bytes4) {
        return this.onERC1155Received.selector;
    }

    function onERC1155BatchReceived(address, address, uint256[] calldata, uint256[] calldata, bytes calldata)
        external
        pure
        returns (bytes4)
    {
        return this.onERC1155BatchReceived.selector;
    }

    /// @notice ERC-165: itself, the ERC-1155 receiver (0x4e2312e0), ERC-1271 (0x1626ba7e) and ERC-4824 (the selector of daoURI).
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x4e2312e0 || id == 0x1626ba7e || id == bytes4(keccak256("daoURI()"));
    }
}
