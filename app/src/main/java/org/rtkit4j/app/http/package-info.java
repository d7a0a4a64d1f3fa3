/// A small web server: HTTP/1.1 with a deadline for every wait, and a place for every newcomer.
///
/// An [HttpListener][org.rtkit4j.app.http.HttpListener] accepts connections. An `HttpConnection` serves one client, one
/// request after the other, on a virtual thread of its own. `Places` says who may stay.
@NullMarked
package org.rtkit4j.app.http;

import org.jspecify.annotations.NullMarked;
