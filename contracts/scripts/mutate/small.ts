/** A contract with one of everything that is changed, for tests of the mutator, and a test of it that leaves one change unnoticed. */
export const smallSource = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// ⌊a ÷ b⌋ and others: bytes and characters differ
contract Small {
    error Nothing();
    uint256 private constant LIMIT = 10;
    uint256 public paid;

    function pay(uint256 a, uint256 b) external returns (uint256 left) {
        if (a == 0) revert Nothing();
        if (a < b && a <= LIMIT) paid += a;
        left = share(a, b) - 1;
        assembly ("memory-safe") {
            if gt(left, a) { left := sub(a, 2) }
            sstore(0, add(left, b))
        }
    }

    function share(uint256 a, uint256 b) private pure returns (uint256) {
        return a / b;
    }
}
`

export const smallTest = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Small} from "../src/Small.sol";

contract SmallTest {
    bool public constant IS_TEST = true;

    function test_pays() public {
        Small small = new Small();
        require(small.pay(9, 3) == 2, "a third less one");
        require(small.paid() == 5, "stored last");
        (bool ok, bytes memory why) = address(small).call(abi.encodeCall(Small.pay, (0, 3)));
        require(!ok && bytes4(why) == Small.Nothing.selector, "nothing is refused by its name");
    }
}
`
