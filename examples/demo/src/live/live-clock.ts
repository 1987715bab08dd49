import { systemClock } from '@orderfolio/domain';
import { DayClock } from '../day-clock.ts';

/** A clock that shows the days of the series, and from some moment on the time of the machine. */
export class LiveClock extends DayClock {
  #isLive = false;

  override now(): Date {
    return this.#isLive ? systemClock.now() : super.now();
  }

  goLive(): void {
    this.#isLive = true;
  }
}
