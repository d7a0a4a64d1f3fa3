package org.rtkit4j.forensics.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The registers at the exception.
///
/// @param values by lower-case name, in the report's order: `pc`, `far`, `x0`
/// @param syndrome the exception syndrome, or null
/// @param psr the saved program status, or null
/// @param level the exception level as printed, for example `EL1h`, or null
public record RegisterDump(
        Architecture architecture,
        Map<String, Long> values,
        @Nullable Syndrome syndrome,
        @Nullable Long psr,
        @Nullable String level) {
    public RegisterDump {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// Returns the address that faulted; null where there is none, or where this exception does not write it.
    public @Nullable Long faultAddress() {
        return syndrome == null || syndrome.writesFaultAddress() ? values.get("far") : null;
    }

    /// Which of Arm's register sets.
    public enum Architecture {
        AARCH64,
        AARCH32
    }

    /// The exception syndrome register.
    ///
    /// @param value the register; where `partial`, made of the class and the specific syndrome alone
    /// @param partial whether the report printed only those two
    public record Syndrome(long value, boolean partial) {
        public static Syndrome of(long exceptionClass, long specific) {
            return new Syndrome(((exceptionClass & 0x3f) << 26) | (specific & 0x1ff_ffff), true);
        }

        /// Returns whether the exception writes FAR: aborts whose address is valid, alignment of the program
        /// counter, and watchpoints. Source: Arm Architecture Reference Manual, FAR_EL1.
        public boolean writesFaultAddress() {
            return switch (exceptionClass()) {
                case 0x20, 0x21, 0x24, 0x25 -> (value >>> 10 & 1) == 0;
                case 0x22, 0x34, 0x35 -> true;
                default -> false;
            };
        }

        /// Returns the class: why the core stopped.
        public int exceptionClass() {
            return (int) (value >>> 26 & 0x3f);
        }
    }
}
