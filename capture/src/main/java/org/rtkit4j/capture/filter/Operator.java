package org.rtkit4j.capture.filter;

import org.jspecify.annotations.Nullable;

/// How two values are compared.
enum Operator {
    EQUAL("=="),
    DIFFERENT("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    static @Nullable Operator of(String sign) {
        for (Operator operator : values()) {
            if (operator.sign.equals(sign)) {
                return operator;
            }
        }
        return null;
    }

    /// Returns whether the outcome of a comparison, as `compare` gives it, is what this asks for.
    boolean holds(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case DIFFERENT -> comparison != 0;
            case LESS -> comparison < 0;
            case AT_MOST -> comparison <= 0;
            case GREATER -> comparison > 0;
            case AT_LEAST -> comparison >= 0;
        };
    }

    boolean holds(boolean equal) {
        if (this != EQUAL && this != DIFFERENT) {
            throw new IllegalArgumentException("names are equal or not, and not " + sign);
        }
        return equal == (this == EQUAL);
    }
}
