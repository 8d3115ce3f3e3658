// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Agreement, Group} from "../../src/types/Bounties.sol";
import {EscrowFixture} from "./EscrowFixture.sol";

/// @notice A bounty of 100 ETH, and a pyramid of two levels below it.
abstract contract PyramidFixture is EscrowFixture {
    uint256 internal constant LEAD = 0x1ead;
    address internal lead = vm.addr(LEAD);
    address internal ann = address(0xA11);
    address internal bob = address(0xB0B);
    address internal cy = address(0xC1);
    Agreement internal a;
    bytes32 internal id;
    bytes32 internal constant LEAD_WORK = keccak256("the lead's agreement");

    function setUp() public override {
        super.setUp();
        a = _agreement(100 ether);
        id = _fund(a);
    }

    /// @dev The lead's 40 carry a split of 32 among three; bob has 20, cy 15.
    function _pyramid() internal view returns (Tree memory top, Tree memory below) {
        below = _tree(_leaves(_leaf(ann, 10 ether, "a"), _leaf(bob, 10 ether, "b"), _leaf(cy, 12 ether, "c")));
        top = _tree(_leaves(_branch(lead, 40 ether, LEAD_WORK, below), _leaf(bob, 20 ether, "d"), _leaf(cy, 15 ether, "e")));
    }

    function _signedByLead(Tree memory below) internal view returns (bytes memory) {
        (bytes32 root, uint128 sum) = _root(below);
        return _signSplit(LEAD, LEAD_WORK, 0, root, sum);
    }

    function _all(Tree memory top, Tree memory below) internal view returns (Group[] memory groups) {
        groups = new Group[](2);
        groups[0] = _group(top, 0, 1, 7, 7);
        bytes memory signature = _signedByLead(below);
        groups[1] = _groupOf(below, 1, 0, 0, 7, 7, signature);
    }

    /// @dev The lead is shown, not paid.
    function _below(Tree memory top, Tree memory below, bytes memory signature) internal pure returns (Group[] memory groups) {
        groups = new Group[](2);
        groups[0] = _group(top, 0, 1, 1, 0);
        groups[1] = _groupOf(below, 1, 0, 0, 7, 7, signature);
    }

    function _release() internal {
        _deliver(a);
        _accept(a);
    }
}
