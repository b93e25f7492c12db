package dev.signalbox.step;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.signoff.Signoffs.Word;
import java.util.List;

/// What people said about releases in an environment.
public interface Spoken {

  /// In the order in which it was said.
  List<Word> in(ServiceId service, Slug environment);
}
