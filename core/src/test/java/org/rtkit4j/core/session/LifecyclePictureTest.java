package org.rtkit4j.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The picture in `docs/lifecycle.md` is drawn from [Moves], as a state diagram of Mermaid.
///
/// `./mvnw -pl core -am test -Dtest=LifecyclePictureTest -Dsurefire.failIfNoSpecifiedTests=false -Drtkit.update=docs`
/// draws it anew.
class LifecyclePictureTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("rtkit.root", ".."), "docs", "lifecycle.md");
    private static final String FENCE = "```";
    private static final String BEGIN = FENCE + "mermaid\n";

    // What a firmware may do wherever it has been spoken to leaves the frame round those stages, in one arrow.
    private static final List<Stage> FRAMED = Moves.ALL.stream()
            .filter(move -> move.cause() == Cause.CRASH)
            .map(Move::from)
            .toList();

    @Test
    void thePictureIsThatOfTheTable() throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(FENCE, from);
        if (System.getProperty("rtkit.update", "").equals("docs")) {
            Files.writeString(DOCUMENT, text.substring(0, from) + picture() + text.substring(to));
        } else {
            assertEquals(picture(), text.substring(from, to), "the picture is out of date: see this test's comment");
        }
    }

    private static String picture() {
        return Stream.of(
                        Stream.of("stateDiagram-v2", "    [*] --> STOPPED", "    state ALIVE {"),
                        arrows(Moves.ALL.stream().filter(LifecyclePictureTest::isInside), "        "),
                        Stream.of("    }"),
                        arrows(Moves.ALL.stream().filter(move -> !isInside(move)), "    "),
                        Stream.of("    CLOSED --> [*]"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static boolean isInside(Move move) {
        return FRAMED.contains(move.from()) && FRAMED.contains(move.to());
    }

    private static Stream<String> arrows(Stream<Move> moves, String indent) {
        return moves.map(move -> indent + tail(move) + " --> " + move.to() + ": " + move.cause())
                .distinct();
    }

    private static String tail(Move move) {
        boolean isFrames = FRAMED.stream().allMatch(stage -> Moves.isLegal(new Move(stage, move.cause(), move.to())));
        return isFrames && FRAMED.contains(move.from()) ? "ALIVE" : move.from().toString();
    }
}
