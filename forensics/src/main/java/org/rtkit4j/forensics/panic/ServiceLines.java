package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ServiceCheckin;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Scan;
import org.rtkit4j.forensics.text.ScannedWords;

/// The services of the userspace watchdog, and what the one that failed said of itself.
///
/// ```text
/// service returned not alive with context : is_alive_func returned unhealthy : ..., Missing sensor(s): Prs0 mic1
/// service: logd, total successful checkins in 190 seconds: 18, last successful checkin: 0 seconds ago
/// service: thermalmonitord (2 induced crashes), no successful checkins in 190 seconds
/// ```
final class ServiceLines {
    private static final String MISSING = "sensor(s)";
    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;

    private final List<ServiceCheckin> services = new ArrayList<>();
    private final Set<String> missingSensors = new LinkedHashSet<>();
    /// Their names as they stand there: each is looked at once, however often it comes.
    private final Set<String> words = new HashSet<>();
    /// Whether the line before named sensors: a mail may have wrapped the list.
    private boolean inSensors;

    private boolean isMended;
    /// The name of a service whose line ends with it, which may go on in the next line; mostly empty.
    private String begun = "";

    /// Reads the sensors that a line names, wherever they stand in it.
    void readSensors(Scan line) {
        int from = line.position();
        boolean goesOn = inSensors && isListOfNames(line);
        line.moveTo(from);
        boolean begins = line.skipPast(MISSING) && line.skipBlanks().take(":");
        inSensors = begins || goesOn;
        while (inSensors && !line.skipBlanks().atEnd() && missingSensors.size() < Limits.DETAILS) {
            String word = Escape.line(line.word()).replace(",", "");
            if (!word.isEmpty() && words.size() < Limits.DETAILS && words.add(word)) {
                String sensor = ScannedWords.mended(word);
                isMended |= !sensor.equals(word);
                missingSensors.add(sensor);
            }
        }
        line.moveTo(from);
    }

    /// Whether a line holds words only that are as long as sensors' names are.
    private static boolean isListOfNames(Scan line) {
        while (!line.skipBlanks().atEnd()) {
            String name = line.word().replace(",", "");
            boolean isName = name.length() >= SHORTEST
                    && name.length() <= LONGEST
                    && name.chars().allMatch(Character::isLetterOrDigit);
            if (!isName) {
                return false;
            }
        }
        return true;
    }

    /// Reads a line; false where it speaks of no service.
    boolean read(Scan line) {
        String start = begun;
        begun = "";
        boolean goesOn = !start.isEmpty() && line.contains("checkins");
        if (!goesOn && !line.take("service: ")) {
            return false;
        }
        if (goesOn) {
            services.removeLast();
            start += line.peek() == '(' ? " " : "";
        }
        boolean isWhole = line.contains(",");
        String name = (goesOn ? start : "") + Escape.line(line.before(",")).strip();
        if (services.size() < Limits.DETAILS) {
            begun = isWhole || goesOn ? "" : name;
            services.add(service(name, line));
        }
        return true;
    }

    private static ServiceCheckin service(String name, Scan line) {
        int bracket = name.indexOf(" (");
        int crashes = bracket < 0 ? 0 : leadingNumber(name.substring(bracket + 2));
        boolean isHealthy = line.contains("total successful checkins");
        boolean saysWithin = line.skipPast("checkins in ") || line.skipPast("since load (");
        long within = saysWithin && line.decimal() ? line.value() : -1;
        long checkins = isHealthy && line.skipPast(": ") && line.decimal() ? line.value() : 0;
        long last = line.skipPast("checkin: ") && line.decimal() ? line.value() : -1;
        return new ServiceCheckin(bracket < 0 ? name : name.substring(0, bracket), crashes, checkins, within, last);
    }

    private static int leadingNumber(String text) {
        var number = new Scan(text);
        return number.decimal() && number.value() <= Integer.MAX_VALUE ? (int) number.value() : 0;
    }

    /// Whether the next line may go on with a service, whatever it begins with.
    boolean isOpen() {
        return !begun.isEmpty();
    }

    /// Whether a sensor's name was mended.
    boolean isMended() {
        return isMended;
    }

    List<ServiceCheckin> services() {
        return services;
    }

    List<String> missingSensors() {
        return List.copyOf(missingSensors);
    }
}
