/** The mailed link: minted, judged, issued anew, dead. */
@NullMarked
package io.rekey.identity.link;

import org.jspecify.annotations.NullMarked;
