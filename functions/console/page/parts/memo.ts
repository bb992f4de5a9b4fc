import { Component, createElement, type FunctionComponent } from 'preact';

/** The component, drawn anew only when one of its properties is another. */
export function memo<Properties extends object>(Inner: FunctionComponent<Properties>): FunctionComponent<Properties> {
  class Memo extends Component<Properties> {
    override shouldComponentUpdate(next: Properties): boolean {
      const before = this.props as Record<string, unknown>;
      return Object.entries(next).some(([name, value]) => !Object.is(before[name], value));
    }

    render() {
      return createElement(Inner, this.props as Properties);
    }
  }
  return Memo as unknown as FunctionComponent<Properties>;
}
