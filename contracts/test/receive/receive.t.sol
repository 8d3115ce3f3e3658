// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1155} from "solady/tokens/ERC1155.sol";
import {ERC721} from "solady/tokens/ERC721.sol";
import {TokenReceiver} from "../../src/TokenReceiver.sol";
import {PlainItems, PlainNft} from "../actors/Collectibles.sol";
import {IncomeFixture} from "../base/IncomeFixture.sol";

interface IErc165 {
    function supportsInterface(bytes4 id) external view returns (bool);
}

/// @notice What the treasury takes and gives, beside ETH and ERC-20.
contract ReceiveTest is IncomeFixture {
    function test_R6_erc721ComesSafelyAndGoesByDecision() public {
        PlainNft nft = new PlainNft();
        nft.mint(address(this), 1);
        nft.safeTransferFrom(address(this), address(dao), 1);
        nft.mint(address(dao), 2);
        assertEq(nft.balanceOf(address(dao)), 2, "taken");
        bytes memory give = abi.encodeWithSignature("safeTransferFrom(address,address,uint256)", address(dao), address(this), 1);
        _enact(_decide(0, _one(_call(address(nft), 0, give))), _mask(7));
        assertEq(nft.ownerOf(1), address(this), "given");
        assertEq(nft.ownerOf(2), address(dao), "kept");
    }

    function test_R6_erc1155ComesSafelyAloneAndInBatches() public {
        PlainItems items = new PlainItems();
        items.mint(address(dao), 1, 5);
        (uint256[] memory ids, uint256[] memory amounts) = (new uint256[](2), new uint256[](2));
        (ids[0], ids[1], amounts[0], amounts[1]) = (2, 3, 7, 9);
        items.mintBatch(address(dao), ids, amounts);
        assertEq(items.balanceOf(address(dao), 3), 9, "taken");
        bytes memory give =
            abi.encodeWithSignature("safeTransferFrom(address,address,uint256,uint256,bytes)", address(dao), payee, 1, 2, "");
        _enact(_decide(0, _one(_call(address(items), 0, give))), _mask(7));
        assertEq(items.balanceOf(payee, 1), 2, "given");
        assertEq(items.balanceOf(address(dao), 1), 3, "kept");
    }

    function test_R11_inboxTakesNoCollectibles() public {
        PlainNft nft = new PlainNft();
        vm.expectRevert(ERC721.TransferToNonERC721ReceiverImplementer.selector);
        nft.mint(address(inbox), 1);
        PlainItems items = new PlainItems();
        vm.expectRevert(ERC1155.TransferToNonERC1155ReceiverImplementer.selector);
        items.mint(address(inbox), 1, 1);
    }

    function test_R6_RevertWhen_theFunctionIsNone() public {
        (bool ok, bytes memory why) = address(dao).call(hex"deadbeef");
        assertFalse(ok, "nothing answers");
        assertEq(keccak256(why), keccak256(abi.encodeWithSelector(TokenReceiver.TokenReceiver_UnknownFunction.selector, bytes4(0xdeadbeef))), "by name");
    }

    function test_R6_saysWhatItTakes() public view {
        bytes4[3] memory ids = [bytes4(0x01ffc9a7), bytes4(0x4e2312e0), bytes4(0x1626ba7e)];
        for (uint256 i; i < 3; ++i) assertTrue(IErc165(address(dao)).supportsInterface(ids[i]), "ERC-165");
        assertFalse(IErc165(address(dao)).supportsInterface(0xffffffff), "and nothing else");
    }

    function onERC721Received(address, address, uint256, bytes calldata) external pure returns (bytes4) {
        return this.onERC721Received.selector;
    }
}
