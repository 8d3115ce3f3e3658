// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement} from "../../src/types/Bounties.sol";
import {Approvable, Weighty} from "../actors/EscrowActors.sol";
import {EscrowFixture} from "../base/EscrowFixture.sol";

/// @notice Tokens whose transfers cost more than a push may.
contract WeightyTokensTest is EscrowFixture {
    function _delivered() private returns (Weighty token, Agreement memory a) {
        token = new Weighty();
        a = _agreement(10 ether);
        a.token = address(token);
        token.mint(issuer, 10 ether);
        vm.prank(issuer);
        token.approve(address(escrow), type(uint256).max);
        _fund(a);
        _deliver(a);
    }

    function test_R32_whatAPushCannotMoveItsClaimDoes() public {
        (Weighty token, Agreement memory a) = _delivered();
        _accept(a);
        address vault = escrow.vaultOf(a);
        assertEq(escrow.creditOf(vault, hunter), 10 ether, "more than a push may cost");
        vm.prank(stranger);
        escrow.claim(vault, hunter, ETH);
        assertEq(token.balanceOf(hunter), 10 ether, "and less than who claims brings");
        assertEq(escrow.creditOf(vault, hunter), 0, "once");
    }

    /// @dev A call to an account without code succeeds and moves nothing.
    function test_C12_aTokenThatIsGoneIsOwedAndNotPaid() public {
        (Weighty token, Agreement memory a) = _delivered();
        bytes memory code = address(token).code;
        vm.etch(address(token), "");
        _accept(a);
        address vault = escrow.vaultOf(a);
        assertEq(escrow.creditOf(vault, hunter), 10 ether, "owed");
        vm.expectRevert();
        escrow.claim(vault, hunter, ETH);
        vm.etch(address(token), code);
        escrow.claim(vault, hunter, ETH);
        assertEq(token.balanceOf(hunter), 10 ether, "paid when it is there again");
    }
}
