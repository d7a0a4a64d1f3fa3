package org.rtkit4j.app.input;

import org.rtkit4j.emulator.mtp.MtpHands;
import org.rtkit4j.wire.hid.KeyUsage;
import org.rtkit4j.wire.hid.UsLayout;

/// Something that hands do, as a line of a recording or of a request:
///
///     key 0x04 down
///     mouse 1 3 -2 0          buttons, to the right, downwards, wheel
///     finger 0 down 6400 3840 which, and where from left and top
///     press up                the trackpad itself
///     frame                   the trackpad tells of its fingers
///     text Hello              as fast as the keyboard takes it
///     forget                  what waits to be typed
public sealed interface HandMove {
    /// The name of the interface with the keys.
    String KEYBOARD = "keyboard";

    /// Does it.
    void on(MtpHands hands);

    /// Returns the name of the interface that it is done on, as the firmware has it.
    default String device() {
        return "multi-touch";
    }

    /// A key goes down or up, after those that wait.
    record Key(int usage, boolean isDown) implements HandMove {
        @Override
        public void on(MtpHands hands) {
            hands.type(usage, isDown, 0);
        }

        @Override
        public String device() {
            return KEYBOARD;
        }

        @Override
        public String toString() {
            return "key 0x%02x %s".formatted(usage, word(isDown));
        }
    }

    /// The mouse moves.
    record Mouse(int buttons, int dx, int dy, int wheel) implements HandMove {
        @Override
        public void on(MtpHands hands) {
            hands.mouse(buttons, dx, dy, wheel);
        }

        @Override
        public String toString() {
            return "mouse %d %d %d %d".formatted(buttons, dx, dy, wheel);
        }
    }

    /// A finger is put down, moved, or lifted.
    record Finger(int contact, boolean isDown, int x, int y) implements HandMove {
        @Override
        public void on(MtpHands hands) {
            hands.finger(contact, isDown, x, y);
        }

        @Override
        public String toString() {
            return "finger %d %s %d %d".formatted(contact, word(isDown), x, y);
        }
    }

    /// The trackpad is pressed or released.
    record Press(boolean isDown) implements HandMove {
        @Override
        public void on(MtpHands hands) {
            hands.press(isDown);
        }

        @Override
        public String toString() {
            return "press " + word(isDown);
        }
    }

    /// The trackpad tells of its fingers.
    record Frame() implements HandMove {
        @Override
        public void on(MtpHands hands) {
            hands.frame();
        }

        @Override
        public String toString() {
            return "frame";
        }
    }

    /// What waits to be typed is not typed any more.
    record Forget() implements HandMove {
        @Override
        public void on(MtpHands hands) {
            hands.forget();
        }

        @Override
        public String toString() {
            return "forget";
        }
    }

    /// A text is typed.
    record Text(String text) implements HandMove {
        /// @throws IllegalArgumentException if there is no key for one of its characters
        public Text {
            for (int i = 0; i < text.length(); i++) {
                if (UsLayout.strokeFor(text.charAt(i)) == UsLayout.NONE) {
                    throw new IllegalArgumentException("there is no key for this character: index=%d, character=U+%04x"
                            .formatted(i, (int) text.charAt(i)));
                }
            }
        }

        @Override
        public void on(MtpHands hands) {
            hands.type(text, 0);
        }

        @Override
        public String device() {
            return KEYBOARD;
        }

        @Override
        public String toString() {
            return "text " + text;
        }
    }

    /// Reads a line.
    ///
    /// @throws IllegalArgumentException if it is none of the above, or beyond what the devices have
    static HandMove parse(String line) {
        String[] words = line.strip().split("\\s+", -1);
        return switch (words[0] + "/" + words.length) {
            case "key/3" -> new Key(number(words[1], KeyUsage.FIRST, KeyUsage.LAST), isDown(words[2]));
            case "mouse/5" ->
                new Mouse(
                        number(words[1], 0, 7),
                        number(words[2], -127, 127),
                        number(words[3], -127, 127),
                        number(words[4], -127, 127));
            case "finger/5" ->
                new Finger(
                        number(words[1], 0, MtpHands.FINGERS - 1),
                        isDown(words[2]),
                        number(words[3], 0, MtpHands.WIDTH),
                        number(words[4], 0, MtpHands.HEIGHT));
            case "press/2" -> new Press(isDown(words[1]));
            case "frame/1" -> new Frame();
            case "forget/1" -> new Forget();
            default -> text(line);
        };
    }

    private static HandMove text(String line) {
        if (line.startsWith("text ")) {
            return new Text(line.substring("text ".length()));
        }
        throw new IllegalArgumentException("none of key, mouse, finger, press, frame, text");
    }

    private static int number(String word, int least, int most) {
        try {
            int number = Integer.decode(word);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Neither.
        }
        throw new IllegalArgumentException("not a number from %d to %d: %s".formatted(least, most, word));
    }

    private static boolean isDown(String word) {
        if (!word.equals("down") && !word.equals("up")) {
            throw new IllegalArgumentException("neither down nor up: " + word);
        }
        return word.equals("down");
    }

    private static String word(boolean isDown) {
        return isDown ? "down" : "up";
    }
}
