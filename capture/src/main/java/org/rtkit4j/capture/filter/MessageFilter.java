package org.rtkit4j.capture.filter;

import java.util.Collection;
import java.util.List;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.wire.message.EndpointSpeech;

/// Chooses messages.
///
/// ```text
/// filter     := term { "or" term }          also ||
/// term       := factor { "and" factor }     also &&
/// factor     := [ "not" ] ( "(" filter ")" | comparison )    also !
/// comparison := subject operator value      operators == != < <= > >=
///
/// endpoint   a name or a number             endpoint == smc, endpoint >= 0x20
/// type       a layout's name, or the number in the endpoint's TYPE field; of a display also a call's name or number
/// direction  ap (the AP sends) or iop
/// time       seconds since the first packet
/// interface  a name or a number
/// latency    seconds, of answers; false for others
/// msg0       the word
/// FIELD      a field of the message, by its name in the layout: state == 0x20, key == 'TC0P'
/// ```
@FunctionalInterface
public interface MessageFilter {
    /// Chooses every message.
    MessageFilter ALL = _ -> true;

    boolean matches(CapturedMessage message);

    /// Refuses names that nothing in a capture has: of an interface, and of an endpoint that is neither in a vocabulary
    /// nor among those that the capture names.
    ///
    /// @param walk at its end: a capture tells of its interfaces as they come
    /// @throws FilterException if there is such a name
    default void requireNames(CaptureWalk walk) throws FilterException {}

    /// Reads a filter.
    ///
    /// @throws FilterException if it cannot be read
    static MessageFilter parse(String text) throws FilterException {
        return parse(text, List.of());
    }

    /// Reads a filter that may name fields of these endpoints too.
    ///
    /// @throws FilterException if it cannot be read
    static MessageFilter parse(String text, Collection<? extends EndpointSpeech> known) throws FilterException {
        return new FilterParser(text, known).parse();
    }
}
