// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FairShare} from "../src/libraries/FairShare.sol";
import {Batch, Batches} from "./Batch.sol";
import {IntenseTest} from "./IntenseTest.sol";

/// @notice What a leaver is paid of the ETH of a treasury (R12), which this contract is.
contract RagequitIntenseTest is IntenseTest {
    using Batches for Batch;

    address private constant LEAVER = address(0x1EA7E);

    function test_T9_ragequit() public {
        _run("ragequit");
    }

    function pay(address[] calldata tokens, uint256 shares, uint256 total) external {
        FairShare.pay(tokens, LEAVER, shares, total);
    }

    function _case(Batch memory b) internal override {
        uint256 held = b.next(32);
        vm.deal(address(this), held);
        vm.deal(LEAVER, 0);
        uint256 shares = b.next(16);
        uint256 total = b.next(16);
        this.pay(new address[](1), shares, total);
        uint256 part = b.next(32);
        same(LEAVER.balance, part);
        same(address(this).balance, held - part);
    }
}
