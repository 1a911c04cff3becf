// The charts' styles stand in the stylesheet already. An element of style, which the chart would add to the page, is what our policy forbids.
Chart.platform.disableCSSInjection = true;
