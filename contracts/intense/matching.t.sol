// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Matching} from "../src/libraries/Matching.sol";
import {Batch, Batches} from "./Batch.sol";
import {IntenseTest} from "./IntenseTest.sol";

/// @notice What a round of public goods pays and refunds (R15, R18): the roots are kept up as contributions come.
contract MatchingIntenseTest is IntenseTest {
    using Batches for Batch;

    function test_R15_matching() public {
        _run("matching");
    }

    function _case(Batch memory b) internal view override {
        (uint256 pool, uint256 capBps, uint256 projects) = (b.next(14), b.next(2), b.next(1));
        uint256[] memory given = new uint256[](projects * 64);
        uint256[] memory roots = new uint256[](projects);
        uint256[] memory sums = new uint256[](projects);
        for (uint256 count = b.next(2); count > 0; --count) {
            uint256 place = b.next(1);
            uint256 project = b.next(1);
            uint256 amount = b.next(14);
            place += project * 64;
            roots[project] = roots[project] - Matching.rootOf(given[place]) + Matching.rootOf(given[place] + amount);
            given[place] += amount;
            sums[project] += amount;
        }
        uint256 total;
        for (uint256 p; p < projects; ++p) total += Matching.idealOf(roots[p], sums[p]);
        same(total, b.next(16));
        uint256 left = pool;
        for (uint256 p; p < projects; ++p) {
            same(sums[p], b.next(14));
            uint256 ideal = Matching.idealOf(roots[p], sums[p]);
            same(ideal, b.next(16));
            uint256 matched = Matching.matchOf(ideal, total, pool, capBps);
            same(matched, b.next(14));
            left -= matched;
        }
        same(left, b.next(14));
        uint256 from;
        for (uint256 count = b.next(1); count > 0; --count) {
            uint256 amount = b.next(14);
            same(Matching.partOf(left, from, amount, pool), b.next(14));
            from += amount;
        }
    }
}
