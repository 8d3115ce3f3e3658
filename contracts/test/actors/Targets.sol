// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

contract Counter {
    uint256 public count;

    function increment() external payable {
        ++count;
    }

    function refuse() external pure {
        revert("no");
    }
}

/// @notice Other code for the same address.
contract EvilCounter {
    uint256 public count;

    function increment() external payable {
        count = type(uint256).max;
    }
}

/// @notice Reverts with a hundred thousand bytes.
contract Bomb {
    fallback() external payable {
        assembly {
            revert(0, 100000)
        }
    }
}

/// @notice Takes ETH that comes alone, and no call.
contract OnlyReceives {
    receive() external payable {}
}

contract Burner {
    fallback() external payable {
        for (uint256 i;; ++i) {
            assembly {
                mstore(0, i)
            }
        }
    }
}

/// @notice Spends all gas but so much.
contract Spender {
    function spend(uint256 left) external payable {
        while (gasleft() > left) {}
    }
}

/// @notice When paid, calls back with what it was armed with.
contract ReentrantPayee {
    address private _target;
    bytes private _body;
    bool public entered;
    bool public tried;

    function arm(address target, bytes calldata body) external {
        (_target, _body) = (target, body);
    }

    receive() external payable {
        tried = true;
        (entered,) = _target.call(_body);
    }
}

contract ForcedEther {
    constructor(address payable to) payable {
        selfdestruct(to);
    }
}
