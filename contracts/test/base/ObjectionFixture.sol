// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Agreement, Group} from "../../src/types/Bounties.sol";
import {EscrowFixture} from "./EscrowFixture.sol";

/// @notice A funded bounty of a hundred, split among three, and who objects to what.
abstract contract ObjectionFixture is EscrowFixture {
    uint256 internal constant ANN = 0xa22;
    address internal ann = vm.addr(ANN);
    address internal bob = address(0xB0B);
    address internal cy = address(0xC1);
    Agreement internal a;
    Agreement internal sub;
    bytes32 internal id;
    uint256 internal t0;

    function setUp() public override {
        super.setUp();
        a = _agreement(100 ether);
        id = _fund(a);
        sub = _agreement(hunter, ann, 50 ether);
        t0 = block.timestamp;
    }

    function _tree() internal view returns (Tree memory) {
        return _tree(_leaves(_leaf(ann, 50 ether, escrow.idOf(sub)), _leaf(bob, 20 ether, "d"), _leaf(cy, 15 ether, "e")));
    }

    function _node() internal view returns (bytes32) {
        return _keyOf(id, 1, 0);
    }

    function _releaseSplit() internal returns (Group[] memory path) {
        Tree memory t = _tree();
        _split(a, 1, t);
        _deliver(a);
        _accept(a);
        path = _groups(_group(t, 0, 1, 1, 0));
    }

    function _object() internal {
        vm.prank(issuer);
        escrow.object{value: 2 ether}(a, "bad");
    }

    function _objectToAnn(Group[] memory path) internal {
        vm.prank(hunter);
        escrow.objectLeaf{value: 1 ether}(a, path, sub, "bad");
    }

    function _payAnn() internal {
        escrow.payout(a, _groups(_group(_tree(), 0, 1, 1, 1)));
    }
}
