/// What people and machines say about a release before it goes on: the word of a role, QA's
/// verdict, reported checks, and the answer to a deployment request.
@NullMarked
package dev.signalbox.domain.signoff;

import org.jspecify.annotations.NullMarked;
