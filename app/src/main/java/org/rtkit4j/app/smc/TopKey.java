package org.rtkit4j.app.smc;

/// What a key on the keyboard does in `top`.
enum TopKey {
    QUIT,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    PAUSE,
    ALL,
    TEMPERATURES,
    FANS,
    VOLTAGES,
    CURRENTS,
    POWERS,
    NONE;

    private static final int CONTROL_C = 3;

    /// Returns what a letter does.
    static TopKey ofLetter(int letter) {
        return switch (letter) {
            case 'q', 'Q', CONTROL_C -> QUIT;
            case 'k' -> UP;
            case 'j' -> DOWN;
            case 'g' -> HOME;
            case 'G' -> END;
            case ' ' -> PAUSE;
            case 'a' -> ALL;
            case 't' -> TEMPERATURES;
            case 'f' -> FANS;
            case 'v' -> VOLTAGES;
            case 'c' -> CURRENTS;
            case 'p' -> POWERS;
            default -> NONE;
        };
    }

    /// Returns what a sequence does, without the escape and the bracket or O that begin it: `A`, `5~`.
    static TopKey ofSequence(String sequence) {
        return switch (sequence) {
            case "A" -> UP;
            case "B" -> DOWN;
            case "5~" -> PAGE_UP;
            case "6~" -> PAGE_DOWN;
            case "H", "1~" -> HOME;
            case "F", "4~" -> END;
            default -> NONE;
        };
    }
}
